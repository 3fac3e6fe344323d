"""What one run of a program takes, and what the scripts of this folder print of it."""

import os
import platform
import re
import statistics
import subprocess
import time
from pathlib import Path


def timed(command, log, environment=None, folder=None):
    """Runs a command; its wall and CPU time in seconds, its peak memory in MB, its exit code. CPU and memory
    are those of the process and the children that it waited for, as the kernel counts them."""
    with open(log, "wb") as output:
        begin = time.perf_counter()
        process = subprocess.Popen(
            [str(word) for word in command], stdin=subprocess.DEVNULL, stdout=output, stderr=output,
            cwd=folder, env={**os.environ, "NO_COLOR": "1", **(environment or {})},
        )
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        wall = time.perf_counter() - begin
    return {
        "wall": wall,
        "cpu": used.ru_utime + used.ru_stime,
        "memory": used.ru_maxrss / 1024,
        "exit": process.returncode,
    }


class Server:
    """The reference server, right or with one defect, on a free port; its URL while it is there."""

    def __init__(self, program, *options):
        self.command = [program, "mock", "cds", "--quiet", "--lifetime", "300s", *map(str, options)]

    def __enter__(self):
        self.process = subprocess.Popen(
            self.command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )
        return self.process.stdout.readline().strip()

    def __exit__(self, *_):
        self.process.terminate()
        try:
            self.process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.process.stdout.close()


def medians(results):
    names = [name for name in results[0] if isinstance(results[0][name], (int, float))]
    return {name: statistics.median(result[name] for result in results) for name in names}


def table(head, rows):
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(str(cell) for cell in line) + " |" for line in lines)


def machine():
    names = re.findall(r"model name\s*: (.*)", Path("/proc/cpuinfo").read_text())
    return f"{len(names)} cores of {names[0] if names else platform.machine()}"


def load():
    return f"{os.getloadavg()[0]:.1f}"


def publish(mark, text):
    """Puts a table into docs/performance.md, in the place of the one between its marks."""
    page = Path("docs/performance.md")
    begin, end = f"<!-- {mark} -->\n", f"<!-- end of {mark} -->"
    before, rest = page.read_text().split(begin)
    page.write_text(before + begin + text + "\n" + end + rest.split(end)[1])
