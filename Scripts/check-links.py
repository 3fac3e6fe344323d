#!/usr/bin/env python3
"""Looks whether links of the documents lead somewhere, and whether documents that the sources name exist.

    Scripts/check-links.py

Links to other hosts are not followed. Prints nothing when all is well.
"""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LINK = re.compile(r"(!?)\[[^\]]*\]\(([^)\s]+)\)")
HEADING = re.compile(r"#{1,6}\s+(.*?)\s*#*$")
MENTION = re.compile(r"(?<![\w/.-])docs/[\w/-]+\.md")


def tracked() -> list[Path]:
    listing = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, text=True,
    )
    if listing.returncode == 0:
        return [ROOT / name for name in listing.stdout.split("\0") if name]
    folders = ["docs", "Sources", "Suites", "Scripts", "Fixtures", "Adapters"]
    return [*ROOT.glob("*"), *(path for folder in folders for path in (ROOT / folder).rglob("*"))]


def lines_of(path: Path) -> list[tuple[int, str]]:
    """The lines outside of blocks of code, numbered."""
    lines, fenced = [], False
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.lstrip().startswith("```"):
            fenced = not fenced
        elif not fenced:
            lines.append((number, line))
    return lines


def anchors(path: Path, known: dict[Path, set[str]] = {}) -> set[str]:
    """What headings are called in a link, by the rules of GitHub."""
    if path not in known:
        names: list[str] = []
        for _, line in lines_of(path):
            if heading := HEADING.match(line):
                text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading[1]).lower()
                name = re.sub(r"[^\w\- ]", "", text).replace(" ", "-")
                count = names.count(name)
                names.append(f"{name}-{count}" if count else name)
        known[path] = set(names)
    return known[path]


def broken(path: Path):
    for number, line in lines_of(path):
        for link in LINK.finditer(re.sub(r"`[^`]*`", "", line)):
            place, _, anchor = link[2].partition("#")
            if re.match(r"[a-z][a-z+.-]*:", place):
                continue
            target = (path.parent / place).resolve() if place else path
            if not target.exists():
                yield number, f"there is no {place}"
            elif anchor and target.suffix == ".md" and anchor not in anchors(target):
                yield number, f"{target.name} has no heading '#{anchor}'"


def main() -> int:
    failures = 0

    def complain(path: Path, number: int, words: str) -> None:
        nonlocal failures
        failures += 1
        print(f"FAILED: {path.relative_to(ROOT)}:{number}: {words}", file=sys.stderr)

    for path in tracked():
        if not path.is_file():
            continue
        if path.suffix == ".md" and "Spec" not in path.parts:
            for number, words in broken(path):
                complain(path, number, words)
        if path.suffix in {".swift", ".sh", ".py", ".suite", ".md"} or path.name in {"check", "demo"}:
            for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
                for mention in MENTION.findall(line):
                    if not (ROOT / mention).exists():
                        complain(path, number, f"there is no {mention}")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
