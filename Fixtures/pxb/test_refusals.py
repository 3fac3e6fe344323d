#!/usr/bin/env python3
"""Sends the example device what it must refuse, and packs attributes into octets.

usage: python3 test_refusals.py [-v]        everything on loopback, with free ports; ends itself
"""

from __future__ import annotations

import base64
import faulthandler
import json
import time
import unittest
from pathlib import Path

from harness import BILLING, METER, Harness
from pxb_security import Authenticator
from pxb_wire import LIMIT, Problem, pack
from sessions import KEYS, SECOND, harness, read_meter


class BadInputTests(unittest.TestCase):
    """What the device does with messages that are none, or that nobody may send."""

    def refusals(self, to: Harness) -> list[tuple[object, int]]:
        """Lines or messages, and the number that each is refused by."""
        good = to.message("payload", "cis", name="on-demand_Mtr-read_cmd", type="cmd",
                          **{"from": BILLING}, to=METER, app={"size": 0, "mode": "fill", "b64": ""},
                          attr={"meter_id": "m1", "reading_type": "kWh-del"})
        return [
            (b"{", 100), (b'{"v":1,"v":1}', 100), (b"\xff\xfe", 100), (b'{"v":NaN}', 100),
            (b"[" * 100_000, 103), (b"[" * 33 + b"]" * 33, 103), (b"1" * 5000, 100),
            (b"[]", 101), (b"{}", 101),
            ({**good, "v": 2}, 102), ({**good, "kind": "song"}, 101), ({**good, "run": "r2"}, 101),
            ({**good, "id": "a b"}, 101), ({**good, "seq": -1}, 101), ({**good, "seq": True}, 101),
            ({**good, "seq": 0}, 101), ({**good, "to": 5}, 101),
            ({**good, "app": {"size": 3, "mode": "fill", "b64": ""}}, 101),
            ({**good, "app": {"size": 1, "mode": "fill", "b64": "%"}}, 101),
            ({**good, "to": {"actor": "OMS", "inst": "m1"}}, 200),
            ({**good, "to": {**METER, "inst": "m9"}}, 201), ({**good, "name": "song"}, 202),
            ({**good, "name": "Load_mgm_reqst"}, 202), ({**good, "name": "SW_opr_cmd_ack"}, 203),
            ({**good, "from": METER}, 303), ({**good, "attr": {"meter_id": "m1"}}, 400),
            ({**good, "attr": {"meter_id": 1, "reading_type": "kWh-del"}}, 400),
            ({**good, "kind": "selection", "roles": [5], "time": "real"}, 101),
            ({**good, "kind": "selection", "roles": [{"actor": [], "insts": [{}]}]}, 200),
            ({**good, "kind": "hello", "versions": 1}, 101), ({**good, "exp": "soon"}, 101),
        ]

    def test_bad_messages_are_refused_by_number(self) -> None:
        with harness() as to:
            for bad, code in self.refusals(to):
                to.write(bad if isinstance(bad, bytes) else json.dumps(bad).encode())
                refusal = to.expect(kind="error")
                self.assertEqual(refusal["code"], code, (bad, refusal))
            order = read_meter(to, "moon")
            failure = to.expect(kind="payload", corr=order["id"])
            self.assertEqual(failure["attr"]["failure_code"], 400)
            to.expect(kind="payload", corr=read_meter(to)["id"])

    def test_a_line_of_two_mebibytes_is_refused_and_the_next_is_read(self) -> None:
        for way in ("stdio", "TCP, the device is called"):
            with self.subTest(way), harness(way) as to:
                to.write(b"x" * (2 * LIMIT))
                self.assertEqual(to.expect(kind="error")["code"], 103)
                to.expect(kind="payload", corr=read_meter(to)["id"])

    def test_http_says_it_by_status(self) -> None:
        with harness("HTTP, the harness asks") as to:
            read_meter(to)
            for path, octets, status in (
                ("messages", b"{", 400), ("messages", b"x" * (LIMIT + 1), 413),
                ("elsewhere", b"{}", 404), ("ctl", b"{}", 200),
            ):
                self.assertEqual(to.request("/pxb/v1/" + path, octets)[0], status)
            to.expect(kind="payload")
        with harness("HTTP, the harness asks", KEYS) as to:
            order = json.dumps(to.message("payload", "cis")).encode()
            seal = to.authenticator.seal(b'{"kind":"payload"}')
            field = ",".join(f"{key}={value}" for key, value in seal.items())
            for value, status in ((field, 403), ("nonsense", 401)):
                answer = to.request("/pxb/v1/messages", order, **{"PXB-MAC": value})
                self.assertEqual(answer[0], status)

    def test_messages_without_their_code_are_refused(self) -> None:
        with harness(keys=KEYS) as to:
            line = to.authenticator.wrap(json.dumps(to.message("ctl", verb="observe")).encode())
            changed = {**json.loads(line), "m": base64.b64encode(b"{}").decode()}
            stranger = json.dumps({**json.loads(line), "kid": "k9"}).encode()
            ts = time.time_ns() // 1000 - 301 * SECOND
            old = {"kid": "k1", "ts": ts, "nonce": "n", "m": base64.b64encode(b"{}").decode(),
                   "mac": to.authenticator.code("k1", ts, "n", b"{}")}
            traffic = Authenticator(KEYS[0])
            order = json.dumps(to.message("ctl", verb="observe")).encode()
            for sent, code in ((order, 300), (traffic.wrap(order), 303),
                               (json.dumps(changed).encode(), 301), (line, None), (line, 302),
                               (json.dumps(old).encode(), 302), (stranger, 300)):
                to.write_line(sent)
                if code:
                    self.assertEqual(to.expect(kind="error")["code"], code)
            to.expect(kind="payload", corr=read_meter(to)["id"])

    def test_only_a_known_version_is_spoken(self) -> None:
        with harness(mode=None) as to:
            to.send(to.message("hello", versions=[2, 3], nonce="n", time=1, wants=[]))
            self.assertEqual(to.expect(kind="error")["code"], 102)
            read_meter(to)
            self.assertEqual(to.expect(kind="error")["code"], 101)

    def test_the_end_of_input_ends_the_device(self) -> None:
        with harness() as to:
            read_meter(to)
            to.process.stdin.close()
            to.expect(kind="payload")
            self.assertEqual(to.process.wait(timeout=10), 0)


class PackingTests(unittest.TestCase):
    """Attributes as octets."""

    def test_layouts(self) -> None:
        for attributes, octets in (
            ({"start": 1_700_000_000_000_000}, "00060a24181e4000"),
            ({"duration_s": 3600}, "00000e10"), ({"reading": "18.5"}, "0431382e35"),
            ({"load_adj_pct": -50}, "ce"), ({"failure_code": 404}, "0194"),
            ({"event_ids": ["E17", "a-longer-name"]}, "024531370000000000612d6c6fb770b2fe"),
            ({"reading": 18.5}, "4032800000000000"),
            ({"reading": 5_000_000_000}, "000000012a05f200"),
            ({"mac": "00:11:22:33:44:55"}, "001122fffe334455"), ({"ok": True, "x": None}, "01"),
            ({"info": {"a": 1, "b": False}}, "0000000100"), ({}, ""),
        ):
            size = len(octets) // 2
            self.assertEqual(pack(attributes, size + 2).hex(), octets + "0000", attributes)
            if size:
                self.assertRaises(Problem, pack, attributes, size - 1)

    def test_the_adapter_kit_has_the_same_file(self) -> None:
        root = Path(__file__).resolve().parents[2]
        ours, theirs = (root / folder / "pxb_wire.py"
                        for folder in ("Fixtures/pxb", "Adapters/kit"))
        self.assertEqual(ours.read_bytes(), theirs.read_bytes(), "copy one over the other")


if __name__ == "__main__":
    faulthandler.dump_traceback_later(120, exit=True)
    unittest.main()
