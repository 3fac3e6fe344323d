#!/usr/bin/env python3
"""Drives an unmodified openleadr VEN through the adapter, in real time, as a harness would.

usage: trial.py     with openleadr installed; prints what happened, and exits with 1 if it was wrong
"""

from __future__ import annotations

import json
import queue
import subprocess
import sys
import threading
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "kit"))
from pxb_wire import body_of, pack, octets_of  # noqa: E402

PATIENCE = 30  # seconds
LMS = {"actor": "LMS - Utility", "inst": "lms"}


class Trial:
    """A harness that plays load management, and prints every payload and receipt."""

    def __init__(self) -> None:
        ven = f"{sys.executable} -B {HERE / 'ven.py'} {{url}} {{name}} --answer {{answer}}"
        self.process = subprocess.Popen(
            [sys.executable, "-B", str(HERE / "adapter.py"), "--vens", "p1,p2",
             "--group", "north=p1,p2", "--poll", "1", "--ven", ven],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        self.began = time.monotonic()
        self.log: list[bytes] = []
        self.arrived: queue.Queue[dict] = queue.Queue()
        self.kept: list[dict] = []
        self.counters: dict[str, int] = {}
        threading.Thread(target=self.read, daemon=True).start()
        threading.Thread(target=lambda: self.log.extend(self.process.stderr), daemon=True).start()

    def read(self) -> None:
        """Keeps what the adapter says."""
        for line in self.process.stdout:
            self.arrived.put(json.loads(line))

    def say(self, text: str) -> None:
        """Prints what happened, and when."""
        print(f"    {time.monotonic() - self.began:7.3f} s  {text}", flush=True)

    def send(self, kind: str, counter: str = "session", **members: object) -> dict:
        """Sends a message."""
        number = self.counters[counter] = self.counters.get(counter, 0) + 1
        now = time.time_ns() // 1000
        message = {"v": 1, "kind": kind, "run": "trial", "id": f"{counter}-{number}", "seq": number,
                   "clk": "h", "t_int": now, "t_iss": now, **members}
        self.process.stdin.write(json.dumps(message).encode() + b"\n")
        self.process.stdin.flush()
        return message

    def expect(self, **wanted: object) -> dict:
        """Waits for the message with these members."""
        deadline = time.monotonic() + PATIENCE
        while True:
            for index, message in enumerate(self.kept):
                seen = {**message, "by": message.get("from", {}).get("inst")}
                if all(seen.get(key) == value for key, value in wanted.items()):
                    return self.kept.pop(index)
            try:
                self.kept.append(self.arrived.get(timeout=max(0.01, deadline - time.monotonic())))
            except queue.Empty:
                raise AssertionError(f"expected {wanted}; received {self.kept}") from None

    def shake_hands(self) -> None:
        """Opens the session."""
        now = time.time_ns() // 1000
        hello = self.send("hello", versions=[1], nonce="n", time=now, wants=["ctl"])
        statement = self.expect(kind="capability", corr=hello["id"])
        selection = self.send(
            "selection", corr=statement["id"], version=1, roles=statement["roles"], time="real",
            payloads=[each["name"] for each in statement["payloads"]], hazards=[],
            peers=[{"actor": LMS["actor"], "insts": [LMS["inst"]]}])
        self.expect(kind="confirmation", corr=selection["id"])
        self.say(f"{len(statement['payloads'])} payloads, poll {statement['poll']['period_s']} s; "
                 f"{len(statement['ixit']['unreached'])} limits of the binding declared")

    def order(self, verb: str, **members: object) -> dict:
        """Gives an order to the control channel."""
        order = self.send("ctl", "control", verb=verb, **members)
        return self.expect(kind="ctl-result", corr=order["id"])

    def request(
        self, event: str, to: dict, name: str = "Load_mgm_reqst", exp: int | None = None,
        **changes: object,
    ) -> dict:
        """Asks for an event that begins in ten minutes."""
        attributes = {"event_id": event, "start": int(time.time()) + 600, "duration_s": 600,
                      "rand_start_s": 60, "rand_stop_s": 60, "load_adj_pct": -50,
                      "max_duty_pct": 50, "criticality": 4, **changes}
        if "inst" in to:
            attributes = {"device_id": to["inst"], "mac": "0200000000000001", **attributes}
        self.say(f"-> {name} {event} to {to.get('inst') or to.get('group') or 'everyone'}")
        expiry = {} if exp is None else {"exp": exp}
        return self.send("payload", "lms", **expiry, name=name, type="cmd", **{"from": LMS},
                         to={"actor": "PCT", **to}, attr=attributes, app=body_of(attributes, 100))

    def consumed(self, message: dict, ven: str) -> None:
        """Waits for the receipt of a VEN."""
        self.expect(kind="receipt", corr=message["id"], stage="accepted", by=ven)
        receipt = self.expect(kind="receipt", corr=message["id"], stage="consumed", by=ven)
        late = (receipt["t_done"] - message["t_int"]) / 1e6
        self.say(f"<- consumed by {ven} after {late:.3f} s (row: < 1 min)")
        assert receipt["t_rx"] <= receipt["t_done"] <= receipt["t_iss"], receipt
        assert late < 60, late

    def answer(self, name: str, ven: str, event: str, corr: str | None) -> dict:
        """Waits for a VEN's answer; checks body, counting and event."""
        message = self.expect(kind="payload", name=name, by=ven, **({"corr": corr} if corr else {}))
        octets = octets_of(message["app"])
        assert octets == pack(message["attr"], 25) and len(octets) == 25, message
        events = message["attr"].get("event_ids") or [message["attr"].get("event_id")]
        assert events == [event], message
        assert corr or "corr" not in message, message
        self.say(f"<- {name} {event} of {ven}, 25 octets")
        self.send("receipt", "lms", corr=message["id"], stage="consumed", **{"from": LMS})
        return message

    def end(self) -> int:
        """Ends the adapter by the end of its input."""
        self.process.stdin.close()
        return self.process.wait(timeout=15)


def play(trial: Trial) -> None:
    """Requests that are accepted, refused, left later, multicast, broadcast and voluntary."""
    trial.shake_hands()
    one = {"inst": "p1"}
    asked = trial.request("E1", one)
    trial.consumed(asked, "p1")
    assert trial.answer("Load_mgm_req_ack", "p1", "E1", asked["id"])["attr"]["ack_code"] == 0
    assert trial.order("trigger", event="user-opt-out", inst="p1", args={"event_id": "E1"})["ok"]
    trial.say("the customer leaves E1")
    trial.answer("Load_mgm_opt_out", "p1", "E1", None)
    assert trial.order("trigger", event="x-answer", inst="p1", args={"answer": "optOut"})["ok"]
    asked = trial.request("E2", one)
    trial.consumed(asked, "p1")
    trial.answer("Load_mgm_opt_out", "p1", "E2", None)
    for name, to, is_answered in (
        ("Load_mgm_reqst_mltcst", {"group": "north"}, True),
        ("Load_mgm_reqst_brdcst", {"all": True}, False),
        ("Vol_load_shed_reqst", {"inst": "p2"}, True),
    ):
        asked = trial.request("E-" + name[-6:], to, name)
        event = asked["id"] if name.startswith("Vol") else asked["attr"]["event_id"]
        trial.consumed(asked, "p2")
        if "inst" not in to:
            trial.consumed(asked, "p1")
            trial.answer("Load_mgm_opt_out", "p1", event, None)
        if is_answered:
            answer = "Vol_load_shed_req_ack" if name.startswith("Vol") else "Load_mgm_req_ack"
            trial.answer(answer, "p2", event, asked["id"])
    asked = trial.request("E-bad", one, duration_s="long")
    assert trial.expect(kind="error", corr=asked["id"])["code"] == 400
    trial.say("<- error 400: no event can be made of that")
    asked = trial.request("E-late", one, exp=time.time_ns() // 1000 + 1)
    assert trial.expect(kind="error", corr=asked["id"])["code"] == 406
    trial.say("<- error 406: it expired before the VEN could ask for it")
    time.sleep(2.5)  # two polls: nothing more may come, and nothing twice
    while not trial.arrived.empty():
        trial.kept.append(trial.arrived.get())
    assert not trial.kept, trial.kept


def main() -> int:
    """Plays the trial; shows the adapter's log where it fails."""
    trial = Trial()
    try:
        play(trial)
        status = trial.end()
        assert status == 0, f"the adapter ended with {status}"
    except (AssertionError, OSError, subprocess.TimeoutExpired) as error:
        print(f"error: {error}", file=sys.stderr)
        trial.process.kill()
        trial.process.wait()
        sys.stderr.write(b"".join(trial.log).decode(errors="replace"))
        return 1
    print("    request, opt-in, opt-out, late opt-out, multicast, broadcast: as the rows want it")
    return 0


if __name__ == "__main__":
    sys.exit(main())
