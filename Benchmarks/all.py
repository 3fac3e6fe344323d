"""Whole runs of the program, and a table of these and of what Benchmarks/run printed before.

    all.py PROGRAM LOG [--write]       run by all.sh
"""

import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from measure import Server, load, machine, medians, publish, table, timed

# What a line of Benchmarks/run is called in the table, and what is wanted; in the order of the table.
PEERS = {
    "json": "`JSONSerialization`", "pacer": "`clock_nanosleep`, slack 1 ns", "server": "nginx, 2 workers",
    "server-tls": "nginx, 2 workers", "client-wrk": "`wrk -t1`", "client-curl": "libcurl multi",
    "cds": "nginx, 1 worker, a file", "start-up": "`curl --version`",
}
MEDIAN = re.compile(r"^(?P<name>.+?): median (?P<value>\S+) (?P<unit>\S+) \((?P<low>\S+) to (?P<high>[^,]+),"
                    r" \d+ runs\)(?:, (?P<size>\S+) MB)?$")
RATIO = re.compile(r"^RATIO (?P<name>.+): (?P<ours>\S+) (?P<a>\S+) / (?P<peer>\S+) (?P<b>\S+) = (?P<ratio>\S+)"
                   r" \(wanted (?P<wanted>.*)\)$")


def short(value):
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def compared(lines):
    """The rows of what Benchmarks/run compared with others."""
    medians_of = {m["name"]: m for m in map(MEDIAN.match, lines) if m}
    for part, ours, peer, wanted in (
        ("json", "json ours", "json JSONSerialization", "≥ 15"),
        ("pacer", "pacer ours, p99 lateness", "pacer clock_nanosleep, p99 lateness", "≤ 2"),
    ):
        if ours in medians_of and peer in medians_of:
            a, b = (float(medians_of[name]["value"]) for name in (ours, peer))
            what = {"json": "JSON of 1 MB, all checks on", "pacer": "pacer at 1 kHz, p99 lateness"}[part]
            yield [f"{what}, {medians_of[ours]['unit']}", f"`Benchmarks/run {part}`", short(a),
                   f"{short(b)} ({PEERS[part]})", f"{a / b:.2f}", wanted]
    for match in filter(None, map(RATIO.match, lines)):
        name, part = match["name"], match["name"].split(",")[0]
        peer = PEERS.get(match["peer"]) or PEERS[part]
        if match["wanted"].startswith("lower"):
            wanted = "lower"
        else:
            wanted = match["wanted"].replace(">=", "≥").replace("<=", "≤")
        command = {"start-up": "startup"}.get(part, part)
        yield [name.replace(" us ", " µs "), f"`Benchmarks/run {command}`", short(float(match["a"])),
               f"{short(float(match['b']))} ({peer})", match["ratio"], wanted]
    for name, wanted in (("index.html", "< 2 s"), ("junit.xml", ""), ("results.json", "")):
        if name in medians_of:
            m = medians_of[name]
            yield [f"report of 10,000 checks, `{name}`, {m['size']} MB", "`Benchmarks/run report`",
                   f"{m['value']} s", "", "", wanted]
    for line in lines:
        if match := re.match(r"MEMORY (.*) \(wanted (.*)\)$", line):
            yield [f"reference server: memory {match[1]}", "`Benchmarks/run cds`", "", "", "",
                   match[2].replace("<=", "≤") + " MB"]
        elif match := re.match(r"(10,000 registrations .*) in (\S+ s), memory (.*)", line):
            yield [f"reference server: {match[1]}", "`Benchmarks/run cds`", f"{match[2]}, {match[3]}", "", "", ""]
        elif match := re.match(r"LIST (.*): median (.*) \(wanted (.*)\)$", line):
            yield [f"reference server: first page of {match[1]}", "`Benchmarks/run cds`", match[2], "", "", match[3] + " ms"]


class Runs:
    """Whole processes, start-up included."""

    def __init__(self, program, folder):
        self.program, self.folder = program, folder
        self.rows = []

    def measure(self, what, command, rounds, wanted="", shown=None, expected=(0,)):
        results = []
        for _ in range(rounds):
            result = timed([self.program, *command], self.folder / "log")
            if result["exit"] not in expected:
                log = (self.folder / "log").read_text(errors="replace")
                sys.exit(f"error: {shown} ended with {result['exit']}\n{log[-2000:]}")
            results.append(result)
        m = medians(results)
        walls = sorted(result["wall"] for result in results)
        span = f" ({walls[0]:.2f} to {walls[-1]:.2f})" if rounds > 1 else ""
        ours = f"{m['wall']:.2f} s{span}, CPU {m['cpu']:.2f} s, {m['memory']:.0f} MB"
        self.rows.append([what, f"`{shown}`", ours, "", "", wanted])
        print(f"  {what}: {ours}", file=sys.stderr, flush=True)

    def latest(self, name):
        return max((self.folder / name).glob("*/"), key=lambda path: path.stat().st_mtime)

    def servers(self):
        with Server(self.program) as url:
            self.measure(
                "`cds/discovery`, reports and evidence written",
                ["run", "cds/discovery", "--target", url, "--out", self.folder / "discovery"], 5,
                shown="synchroscope run cds/discovery --target URL")
        ca = self.folder / "ca.pem"
        with Server(self.program, "--tls", "--ca", ca) as url:
            self.measure(
                "`cds/full` over TLS, searched for secrets",
                ["run", "cds/full", "--target", url, "--ca", ca, "--out", self.folder / "full"], 3,
                shown="synchroscope run cds/full --target URL --ca FILE")
        run = self.latest("full")
        summary = json.loads((run / "results.json").read_text())
        self.rows[-1][0] += f" ({len(summary['exchanges']):,} exchanges, {summary['summary']['checks']:,} checks)"
        self.measure("the same judged again", ["judge", run, "--out", self.folder / "judged"], 3,
                     shown="synchroscope judge RUN")
        self.measure("which defects `cds/discovery` finds", ["mutants", "cds/discovery"], 1,
                     shown="synchroscope mutants cds/discovery")

    def fleet(self):
        self.measure("a day of 1,000,000 devices", ["flows", "simulate"], 3, "< 10 s, < 300 MB", expected=(0, 4),
                     shown="synchroscope flows simulate")

    def replay(self):
        """A live replay for a quarter of a minute, with what it says of itself."""
        log = subprocess.run(
            ["Benchmarks/replay.sh", "10000", "1000", "15"], capture_output=True, text=True,
            env={**os.environ, "SYNCHROSCOPE": str(self.program)})
        late = re.search(r"planned moment, 99 % within ([0-9.]+ \S+),", log.stdout)
        timer = re.search(r"a timer .*99 % within ([0-9.]+ \S+),", log.stdout)
        lost = sum(map(int, re.findall(r"failures (\d+)", log.stdout)))
        if not late:
            sys.exit(f"error: the live replay said nothing of its lateness\n{log.stdout[-2000:]}{log.stderr[-500:]}")
        self.rows.append([
            "10,000 meters, 1,000 payloads a second: 99 % not later than", "`Benchmarks/replay.sh 10000 1000 15`",
            f"{late[1]}, {lost} lost", f"{timer[1]} (a timer beside it)" if timer else "", "", "< 5 ms, 0 lost"])


def main(program, log, write=None):
    with tempfile.TemporaryDirectory() as folder:
        runs = Runs(program, Path(folder))
        runs.servers()
        runs.fleet()
        runs.replay()
    rows = [*compared(Path(log).read_text().splitlines()), *runs.rows]
    text = table(["What", "Command", "Ours", "Peer", "Ratio", "Wanted"], rows)
    text += f"\n\n{machine()}, load {load()} at the end. Medians; of whole runs the range as well."
    print(text)
    if write:
        publish("Benchmarks/all.sh", text)


main(*sys.argv[1:])
