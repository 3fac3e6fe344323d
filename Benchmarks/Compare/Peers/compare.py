"""Lets us and our peers do the same job, in turns, and tells what each of them took and found.

Run by run.sh. Every run of a contestant meets a fresh reference server on loopback. "CPU" and "memory" are
those of the contestant and its children, as the kernel counts them; the server's are not included.
"""

import argparse
import fnmatch
import json
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from measure import Server, load, machine, medians, publish, table, timed

PEERS = Path(__file__).resolve().parent
BIN = Path(sys.executable).parent
ROUNDS_LIMIT = 100  # seconds after which no further round begins


class Contestant:
    own_folder = False

    def environment(self, url):
        return {}


class Ours(Contestant):
    def __init__(self, program, profile):
        self.program, self.profile = program, profile
        self.name = f"synchroscope run {profile}"

    def command(self, url, work):
        return [self.program, "run", self.profile, "--target", url, "--out", work, "--format", "quiet"]

    def start_up(self, url, work):
        return [*self.command(url, work), "--dry-run"]

    def read(self, work):
        """What was decided. A decision is one requirement judged by one check."""
        results = json.loads(next(work.glob("*/results.json")).read_text())
        decisions = [d for t in results["tests"] for c in t["checks"] for d in c["decisions"]]
        verdicts = {d["requirement"]: [] for d in decisions if d.get("requirement")}
        for decision in decisions:
            if decision.get("requirement"):
                verdicts[decision["requirement"]].append(decision["verdict"])
        wrong = ("failed", "warned")
        return {
            "checks": results["summary"]["checks"],
            "decisions": sum(d["verdict"] != "notApplicable" for d in decisions),
            "rows": sum(any(v != "notApplicable" for v in seen) for seen in verdicts.values()),
            "alarms": sum(d["verdict"] in wrong for d in decisions),
            "named": sorted(row for row, seen in verdicts.items() if "failed" in seen),
        }


class PlainPytest(Contestant):
    name = "pytest + requests + jsonschema"
    base = [BIN / "pytest", "-q", "--tb=short", "-p", "no:cacheprovider", PEERS / "plain"]

    def command(self, url, work):
        return [*self.base, "--url", url, "--decisions", work / "decisions.json"]

    def start_up(self, url, work):
        return [*self.base, "--url", url, "--collect-only"]

    # Without the plugins of the other contestants, which live in the same environment.
    def environment(self, url):
        return {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}

    def read(self, work):
        tests = json.loads((work / "decisions.json").read_text())
        ran = [(outcome, rows) for _, outcome, rows in tests if outcome != "skipped"]
        wrong = [rows for outcome, rows in ran if outcome != "passed"]
        return {
            "checks": len(ran),
            "decisions": sum(len(rows) for _, rows in ran),
            "rows": len({row for _, rows in ran for row in rows}),
            "alarms": len(wrong),
            "named": sorted({row for rows in wrong for row in rows}),
        }


class Tavern(Contestant):
    name = "tavern"
    file = PEERS / "tavern/test_discovery.tavern.yaml"
    base = [BIN / "pytest", "-q", "-p", "tavern", "-p", "no:cacheprovider", file]

    def __init__(self, requirements):
        """A stage names the requirements that it decides; `*` stands for the rest of a section."""
        stages = re.findall(r"^ +(?:- )?name: (.*?)\n +request:", self.file.read_text(), re.S | re.M)
        self.stages = [
            [row for pattern in re.sub(r".*\[|\]", "", stage, flags=re.S).split()
             for row in fnmatch.filter(requirements, pattern)] if "[" in stage else []
            for stage in stages
        ]

    def command(self, url, work):
        return [*self.base, f"--junit-xml={work}/junit.xml"]

    def start_up(self, url, work):
        return [*self.base, "--collect-only"]

    def environment(self, url):
        return {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "URL": url}

    def read(self, work):
        """The first stage that fails ends its test, so of a failure only the number of tests is known."""
        report = (work / "junit.xml").read_text()
        failed = sum(int(n) for n in re.findall(r'(?:failures|errors)="(\d+)"', report)[:2])
        return {
            "checks": len(self.stages),
            "decisions": sum(map(len, self.stages)),
            "rows": len({row for rows in self.stages for row in rows}),
            "alarms": failed,
        }


class Schemathesis(Contestant):
    own_folder = True  # it leaves a folder where it is started
    name = "schemathesis"
    base = [BIN / "schemathesis", "run", PEERS / "openapi/discovery.json"]

    def __init__(self):
        self.seed = 0

    def command(self, url, work):
        self.seed += 1
        report = ["--report", "json", "--report-json-path", work / "report.json"]
        return [*self.base, "--url", url, "--seed", self.seed, *report]

    def start_up(self, url, work):
        return [BIN / "schemathesis", "--version"]

    def read(self, work):
        report = json.loads((work / "report.json").read_text())
        cases = report["test_cases"]
        return {"checks": cases["generated"], "alarms": cases["unique_failures"] + cases["errored"]}


def run(contestant, program, folder, defect=None, starting=False):
    """One run of a contestant against a fresh server."""
    wrong = ["--defect", defect] if defect else []
    with tempfile.TemporaryDirectory(dir=folder) as name, Server(program, *wrong) as url:
        work = Path(name) / "out"
        work.mkdir()
        command = contestant.start_up if starting else contestant.command
        log = Path(name) / "log"
        place = work if contestant.own_folder else None
        result = timed(command(url, work), log, contestant.environment(url), folder=place)
        if not starting:
            try:
                result.update(contestant.read(work))
            except (OSError, ValueError, StopIteration) as error:
                sys.exit(f"error: {contestant.name} left no result ({error})\n{log.read_text()[-2000:]}")
        return result


def listed(program, what, *more):
    return json.loads(subprocess.check_output([program, "list", what, "--format", "json", *more]))


def sample(program, rows, count):
    """So many defects, evenly spaced in the order in which the program lists them: of all that break a
    MUST which cds/discovery claims, and that show over plain HTTP. Nobody's outcome plays a part."""
    fit = [
        defect for defect in listed(program, "defects")
        if defect["requirements"] and defect["requirements"][0] in rows
        and not defect["needsTLS"] and not defect["isWarning"]
    ]
    return [fit[int((place + 0.5) * len(fit) / count)] for place in range(count)], len(fit)


def take_turns(contestants, program, folder, rounds):
    """Round by round, each contestant once; the one that begins changes. The first round is not counted:
    it fills Python's and the system's caches."""
    begin, runs, starts = time.monotonic(), {}, {}
    for turn in range(rounds + 1):
        if turn > 1 and time.monotonic() - begin > ROUNDS_LIMIT:
            break
        shift = turn % len(contestants)
        for contestant in contestants[shift:] + contestants[:shift]:
            result = run(contestant, program, folder)
            start = run(contestant, program, folder, starting=True)
            if turn:
                runs.setdefault(contestant.name, []).append(result)
                starts.setdefault(contestant.name, []).append(start)
            progress(f"round {turn} of {rounds}: {contestant.name} {result['wall']:.2f} s")
    return runs, starts


def progress(text):
    print(f"  {text}", file=sys.stderr, flush=True)


def try_defects(contestants, program, folder, chosen):
    found = {}
    for number, defect in enumerate(chosen, 1):
        found[defect["id"]] = {}
        for contestant in contestants:
            result = run(contestant, program, folder, defect["id"])
            seen = result["exit"] != 0
            named = seen and defect["requirements"][0] in result.get("named", [])
            found[defect["id"]][contestant.name] = "named" if named else "seen" if seen else "missed"
        progress(f"defect {number} of {len(chosen)}: {defect['id']} {list(found[defect['id']].values())}")
    return found


def scaled(job, full, peer, start):
    """The peer's wall time for as much as cds/full does, beside that of cds/full: everything scaled, and
    its start-up left as it is."""
    rows = []
    for unit in ("checks", "decisions", "rows"):
        factor = full[unit] / peer[unit]
        whole = peer["wall"] * factor
        kept = start["wall"] + max(0, peer["wall"] - start["wall"]) * factor
        rows.append([
            "requirements" if unit == "rows" else unit, f"{peer[unit]:.0f}", f"{full[unit]:.0f}", f"{whole:.1f} s", f"{full['wall']:.2f} s",
            f"**{whole / full['wall']:.1f}**", f"{peer['cpu'] * factor / full['cpu']:.1f}",
            f"{kept / full['wall']:.1f}", f"{peer['wall'] * job[unit] / peer[unit] / job['wall']:.1f}",
        ])
    return rows


def show(value):
    return "" if value is None else f"{value:.0f}"


def report(outcome):
    middle, start = outcome["medians"], outcome["start_up"]
    names = list(middle)
    job, full, peer = names[0], names[1], names[2]
    lines = [
        table(
            ["Medians", "Wall, s", "CPU, s", "Memory, MB", "Start-up, s", "Checks", "Decisions",
             "Requirements", "Wall to ours", "CPU to ours", "False alarms"],
            [[name, f"{m['wall']:.2f}", f"{m['cpu']:.2f}", f"{m['memory']:.0f}",
              f"{start[name]['wall']:.2f}", show(m["checks"]), show(m.get("decisions")), show(m.get("rows")),
              f"{m['wall'] / middle[job]['wall']:.1f}", f"{m['cpu'] / middle[job]['cpu']:.1f}",
              f"{outcome['false_alarms'][name]:.0f}"]
             for name, m in middle.items()],
        ),
        f"\nRounds: {outcome['rounds']}, the contestants taking turns. {outcome['machine']}.",
        "\nThe pytest script's wall time for as much as cds/full does:\n",
        table(
            ["Scaled by", "pytest", "cds/full", "pytest, scaled", "cds/full takes", "Times (wanted ≥ 10)",
             "Times, CPU", "Times, its start-up once", "Times, cds/discovery beside it"],
            scaled(middle[job], middle[full], middle[peer], start[peer]),
        ),
    ]
    if outcome["defects"]:
        who = [name for name in names if name != full]
        lines += [
            f"\nFindings on {len(outcome['defects'])} of {outcome['eligible']} defects, evenly spaced in the order "
            "of `synchroscope list defects`: *named* when the broken requirement is among those that failed, "
            "*seen* when the exit code says that something did.\n",
            table(["Defect", *who], [[f"`{d}`", *(f[w] for w in who)] for d, f in outcome["defects"].items()]
                  + [["**found**", *(sum(f[w] != "missed" for f in outcome["defects"].values()) for w in who)]]),
        ]
    return "\n".join(lines)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--program", required=True)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--defects", type=int, default=20)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    program = options.program

    rows = [r["id"] for r in listed(program, "requirements", "--profile", "cds/discovery")["requirements"]]
    chosen, eligible = sample(program, set(rows), options.defects)
    contestants = [
        Ours(program, "cds/discovery"), Ours(program, "cds/full"),
        PlainPytest(), Tavern(rows), Schemathesis(),
    ]
    with tempfile.TemporaryDirectory() as folder:
        runs, starts = take_turns(contestants, program, folder, options.rounds)
        found = try_defects([c for c in contestants if c.name != "synchroscope run cds/full"],
                            program, folder, chosen)
    names = [contestant.name for contestant in contestants]
    outcome = {
        "machine": f"{machine()}, load {load()} at the end",
        "rounds": len(runs[names[0]]),
        "medians": {name: medians(runs[name]) for name in names},
        "start_up": {name: medians(starts[name]) for name in names},
        "false_alarms": {name: max(r["alarms"] for r in runs[name]) for name in names},
        "eligible": eligible,
        "defects": found,
        "runs": runs,
    }
    Path("reports").mkdir(exist_ok=True)
    Path("reports/compare.json").write_text(json.dumps(outcome, indent=1))
    print(report(outcome))
    if options.write:
        publish("Benchmarks/Compare/run.sh", report(outcome))


if __name__ == "__main__":
    main()
