"""Holds the formats of one run against each other, through readers that others wrote.

usage: reports.py FOLDER [JUNIT.XSD]
FOLDER holds results.json, junit.xml, run.tap, gitlab.json and summary.md of one run.
"""

import json
import pathlib
import sys

import junitparser
import lxml.etree
import markdown_it
from tap.parser import Parser

KINDS = [
    "passed", "failed", "warned", "notApplicable", "untestable", "inconclusive", "review",
    "setupFault", "harnessFault",
]


def cases(run):
    """How every case of a run came out: the same ones that every format counts."""
    kinds = ["setupFault" for found in run["doctor"] if found["severity"] == "fault"]
    for test in run["tests"]:
        own = [d["verdict"] for check in test["checks"] for d in check["decisions"]]
        if "stop" in test:
            own.append(test["stop"]["verdict"])
        kinds += own or [test["verdict"]]
    ends = ["inconclusive" for _ in run["interruptions"]]
    return kinds + ends or ["untestable"]


def expect(name, expected, received):
    if expected != received:
        sys.exit(f"error: {name}: expected {expected}, received {received}")


def main(folder, schema):
    run = json.loads((folder / "results.json").read_text())
    counts = {kind: 0 for kind in KINDS}
    for kind in cases(run):
        counts[kind] += 1
    total = sum(counts.values())

    text = (folder / "junit.xml").read_bytes()
    if schema:
        xsd = lxml.etree.XMLSchema(lxml.etree.parse(schema))
        document = lxml.etree.fromstring(text)
        if not xsd.validate(document):
            sys.exit(f"error: junit.xml is not valid: {xsd.error_log.last_error}")
    # Every case of a suite needs a name of its own, or readers show one for all.
    errors = sum(counts[kind] for kind in ["untestable", "inconclusive", "setupFault", "harnessFault"])
    suites = junitparser.JUnitXml.fromfile(str(folder / "junit.xml"))
    results = [type(r).__name__ for suite in suites for case in suite for r in case.result]
    expect("junit cases", total, sum(len(list(suite)) for suite in suites))
    expect("junit declared", total, suites.tests)
    expect("junit failures", counts["failed"], results.count("Failure"))
    expect("junit errors", errors, results.count("Error"))
    expect("junit skipped", counts["notApplicable"] + counts["review"], results.count("Skipped"))
    suites.update_statistics()
    expect("junit recounted", (total, counts["failed"], errors), (suites.tests, suites.failures, suites.errors))

    lines = list(Parser().parse_file(str(folder / "run.tap")))
    expect("tap lines not understood", 0, sum(line.category == "unknown" for line in lines))
    tests = [line for line in lines if line.category == "test"]
    expect("tap plan", [total], [line.expected_tests for line in lines if line.category == "plan"])
    expect("tap tests", total, len(tests))
    passing = counts["passed"] + counts["warned"] + counts["notApplicable"]
    expect("tap ok", passing, sum(line.ok for line in tests))
    expect("tap skipped", counts["notApplicable"], sum(bool(line.skip) for line in tests))
    expect("tap todo", 0, sum(bool(line.todo) for line in tests))

    issues = json.loads((folder / "gitlab.json").read_text())
    expect("gitlab issues", total - counts["passed"] - counts["notApplicable"], len(issues))
    severities = {"critical": ["failed"], "minor": ["warned"], "info": ["review"],
                  "major": ["untestable", "inconclusive"], "blocker": ["setupFault", "harnessFault"]}
    for severity, kinds in severities.items():
        found = sum(issue["severity"] == severity for issue in issues)
        expect("gitlab " + severity, sum(counts[kind] for kind in kinds), found)
    expect("gitlab fingerprints", len(issues), len({issue["fingerprint"] for issue in issues}))
    for issue in issues:
        place = issue["location"]
        if not (issue["description"] and issue["check_name"] and place["path"] and place["lines"]["begin"] > 0):
            sys.exit(f"error: an issue for GitLab lacks something: {issue}")

    markdown(folder / "summary.md", run)
    print(f"    {total} cases agree in JUnit{' (valid)' if schema else ''}, TAP, GitLab; Markdown has its numbers")


def markdown(path, run):
    """The summary, rendered as GitHub does: the numbers are there and nothing acts."""
    tokens = markdown_it.MarkdownIt("gfm-like", {"linkify": False}).parse(path.read_text())
    kinds = {inline.type for token in tokens for inline in (token.children or [])}
    expect("markdown inlines", set(), kinds - {"text", "code_inline", "strong_open", "strong_close",
                                               "em_open", "em_close", "softbreak"})
    expect("markdown blocks", 0, sum(token.type.startswith(("html", "fence", "code")) for token in tokens))
    text = [token.content for token in tokens if token.type == "inline"]
    row = text.index(f"decisions of {run['summary']['checks']} checks")
    counts = run["summary"]["decisions"]
    expect("markdown decisions", [counts["total"], counts["passed"], counts["failed"], counts["warned"]],
           [int(cell) for cell in text[row + 1:row + 5]])


main(pathlib.Path(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else "")
