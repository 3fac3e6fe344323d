#!/usr/bin/env python3
"""Tries the adapter kit with an adapter of its own: `python3 test_adapter.py`."""

from __future__ import annotations

import json
import subprocess
import sys
import unittest

from pxb_adapter import Adapter, Payload, serve
from pxb_wire import LIMIT, Problem, body_of

DEVICE = {"actor": "PCT", "inst": "p1"}
LMS = {"actor": "LMS - Utility", "inst": "lms"}


class Echo(Adapter):
    """An adapter without a protocol: the first attribute says what becomes of a payload."""

    def capability(self) -> dict:
        """Two thermostats in a group."""
        return {
            "implementation": {"vendor": "test", "product": "echo", "version": "1"},
            "roles": [{"actor": "PCT", "insts": ["p1", "p2"]}],
            "payloads": [{"name": "ask", "dir": "rx"}, {"name": "say", "dir": "tx"}],
            "ctl": {"verbs": ["trigger", "state"], "events": [], "states": []},
            "ixit": {"groups": {"north": ["p1", "p2"]}},
        }

    async def receive(self, payload: Payload) -> None:
        """Answers, later, not at all, or wrongly."""
        way = payload.attributes.get("way")
        if way == "break":
            print(1 // 0)
        if way == "refuse":
            raise Problem(404, "it does not work")
        if way == "late":
            self.link.accepted(payload)
            self.link.after(0.05, lambda: self.link.consumed(payload))
            self.link.after(0.1, lambda: self.link.refuse(payload, Problem(501, "no answer")))
            return
        print("a library prints something")
        self.link.consumed(payload)
        self.link.send("say", "ack", payload.receiver, payload.sender, {"way": way}, 20, payload.id)


class KitTests(unittest.TestCase):
    """One session with the adapter in a process of its own."""

    def setUp(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-B", __file__, "serve"], stdin=subprocess.PIPE,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        self.number = 0

    def tearDown(self) -> None:
        self.process.kill()
        self.process.wait()
        for stream in (self.process.stdin, self.process.stdout, self.process.stderr):
            stream.close()

    def send(self, kind: str, **members: object) -> str:
        """Sends a message; returns its id."""
        self.number += 1
        message = {"v": 1, "kind": kind, "run": "r1", "id": f"h{self.number}", "seq": self.number,
                   "clk": "h", "t_int": 1, "t_iss": 1, **members}
        self.write(json.dumps(message).encode())
        return message["id"]

    def write(self, line: bytes) -> None:
        """Sends a line."""
        self.process.stdin.write(line + b"\n")
        self.process.stdin.flush()

    def next(self) -> dict:
        """The next message of the adapter."""
        return json.loads(self.process.stdout.readline())

    def ask(self, way: str, to: dict = DEVICE, **members: object) -> str:
        """Sends a payload that says what is to become of it."""
        what = {"name": "ask", "type": "cmd", "from": LMS, "to": to, "attr": {"way": way},
                "app": body_of({"way": way}, 20), **members}
        return self.send("payload", **what)

    def test_session(self) -> None:
        self.ask("early")
        self.assertEqual(self.next()["code"], 101)
        hello = self.send("hello", versions=[1], nonce="n", time=1, wants=[])
        capability = self.next()
        self.assertEqual((capability["kind"], capability["corr"]), ("capability", hello))
        self.ask("early")
        self.assertEqual(self.next()["code"], 402)
        self.send("selection", corr=capability["id"], version=1, roles=[], payloads=[], time="real")
        self.assertEqual(self.next()["kind"], "confirmation")

        asked = self.ask("answer")
        receipt, answer = self.next(), self.next()
        self.assertEqual((receipt["stage"], receipt["corr"]), ("consumed", asked))
        self.assertLessEqual(receipt["t_rx"], receipt["t_done"])
        self.assertEqual((answer["name"], answer["corr"], answer["seq"]), ("say", asked, 2))
        self.ask("answer", id=asked)
        self.assertEqual(self.next()["stage"], "duplicate")

        self.ask("late")
        self.assertEqual([self.next()["stage"] for _ in range(2)], ["accepted", "consumed"])
        self.ask("answer", to={"actor": "PCT", "group": "north"})
        heard = [self.next() for _ in range(4)]
        self.assertEqual({each["from"]["inst"] for each in heard}, {"p1", "p2"})
        self.ask("answer", to={"actor": "PCT", "group": "nobody"})

        for way, members, code in (
            ("refuse", {}, 404), ("break", {}, 404), ("answer", {"exp": 1}, 406),
            ("answer", {"to": {"actor": "OMS", "inst": "p1"}}, 200),
            ("answer", {"to": {"actor": "PCT", "inst": "p9"}}, 201), ("answer", {"from": 1}, 101),
        ):
            asked = self.ask(way, **members)
            refusal = self.next()
            self.assertEqual((refusal["kind"], refusal["corr"]), ("error", asked))
            self.assertEqual(refusal["code"], code)
        for line, code in ((b"{", 100), (b"x" * 2 * LIMIT, 103), (b"[]", 101)):
            self.write(line)
            self.assertEqual(self.next()["code"], code)
        for verb, members in (("inject", {"fault": "busy"}), ("state", {"key": "x", "inst": "p1"})):
            self.send("ctl", verb=verb, **members)
            self.assertEqual(self.next()["code"], 601)
        self.process.stdin.close()
        self.assertEqual(self.process.wait(timeout=10), 0)
        self.assertEqual(self.process.stdout.read(), b"")


if __name__ == "__main__":
    if sys.argv[1:] == ["serve"]:
        serve(Echo())
    else:
        unittest.main()
