"""A device that shakes hands and misbehaves at its first payload: for tests of what a run makes of it.

    hostile.py WAY      flood, stall, close, endless, nonsense, stubborn or good
"""

import base64
import json
import os
import signal
import sys
import time
import zlib

METER = "2-Way Meter - Electr"
way = sys.argv[1]
counts: dict[str, int] = {}
run = ""


def say(kind: str, sender: str | None = None, **members: object) -> None:
    """Writes a message."""
    counter = sender or ("ctl" if kind == "ctl-result" else "session")
    counts[counter] = counts.get(counter, 0) + 1
    now = time.time_ns() // 1000
    message = {"v": 1, "kind": kind, "run": run, "id": f"{counter}-{counts[counter]}",
               "seq": counts[counter], "clk": "dut", "t_int": now, "t_iss": now}
    if sender:
        message["from"] = {"actor": METER, "inst": sender}
    sys.stdout.write(json.dumps({**message, **members}) + "\n")
    sys.stdout.flush()


def misbehave(message: dict) -> None:
    """Does what the device is called for."""
    if way == "flood":
        while True:
            say("receipt", "m1", corr="nothing", stage="consumed")
    elif way == "stall":
        time.sleep(3600)
    elif way == "close":
        sys.stdout.write('{"v":1,"kind":"rec')
        sys.stdout.flush()
        os._exit(3)
    elif way == "endless":
        block = b"x" * (1 << 20)
        for _ in range(1024):
            os.write(1, block)
    elif way == "nonsense":
        os.write(1, b"\xff\xfe not JSON\n" + b"[" * 100_000 + b"\n")
    answer(message)


def answer(message: dict) -> None:
    """Does what a meter does with a command to read it."""
    octets = base64.b64decode(message["app"]["b64"])
    now = time.time_ns() // 1000
    say("receipt", message["to"]["inst"], corr=message["id"], stage="consumed", t_rx=now,
        t_done=now, crc=f"{zlib.crc32(octets):08x}")


if way == "stubborn":
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
for line in sys.stdin:
    message = json.loads(line)
    if message["kind"] == "hello":
        run, counts = message["run"], {}
        say("capability", corr=message["id"], version=1,
            implementation={"vendor": "Test", "product": way, "version": "1"},
            roles=[{"actor": METER, "insts": ["m1", "m2"]}],
            payloads=[{"name": "on-demand_Mtr-read_cmd", "dir": "rx"}],
            clock={"name": "dut", "mode": "real"}, ixit={"hazards": ["m1"]})
    elif message["kind"] == "selection":
        say("confirmation", corr=message["id"])
    elif message["kind"] == "ctl":
        say("ctl-result", corr=message["id"], ok=False, code=601, detail="there is no such order here")
    elif message["kind"] == "payload":
        misbehave(message)
while way == "stubborn":
    time.sleep(1)
