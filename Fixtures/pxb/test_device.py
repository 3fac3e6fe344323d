#!/usr/bin/env python3
"""Drives the example device over every transport: worked exchanges, faults, duplicates, expiry.

usage: python3 test_device.py [-v]        everything on loopback, with free ports; ends itself
"""

from __future__ import annotations

import base64
import binascii
import faulthandler
import json
import socket
import time
import unittest

from harness import BILLING, FAR_METER, LOAD_CONTROL, METER, METER_DATA, THERMOSTAT, Harness
from pxb_wire import pack
from sessions import KEYS, MAKERS, SECOND, harness, read_meter, shed, switch


class ExchangeTests(unittest.TestCase):
    """What the device does when it is spoken to properly."""

    def test_exchanges_over_every_transport(self) -> None:
        for way in MAKERS:
            for keys in (None, KEYS):
                with self.subTest(way, codes=keys is not None), harness(way, keys, "virtual") as to:
                    self.read_on_demand(to)
                    self.manage_load(to)
                    self.operate_switch(to)
                    self.check_counters(to)

    def read_on_demand(self, to: Harness) -> None:
        """Exchange A, with both of its error legs."""
        order = read_meter(to)
        receipt = to.expect(kind="receipt", corr=order["id"])
        self.assertEqual(receipt["stage"], "consumed")
        body = base64.b64decode(order["app"]["b64"])
        self.assertEqual(receipt["crc"], f"{binascii.crc32(body):08x}")
        answer = to.expect(kind="payload", corr=order["id"])
        self.assertEqual(answer["name"], "on-demand_Mtr-read_resp-data")
        self.assertEqual((answer["from"], answer["to"]), (METER, BILLING))
        self.assertEqual(answer["attr"]["reading"], 18234.5)
        self.check_body(answer, 100)
        to.control("inject", fault="metrology-fail", match={"inst": "m1"}, count=1)
        failure = to.expect(kind="payload", corr=read_meter(to)["id"])
        self.assertEqual(failure["name"], "on-demand_Mtr-read_cmd_err")
        self.assertEqual(failure["attr"], {"meter_id": "m1", "failure_code": 404})
        self.check_body(failure, 50)
        to.control("inject", fault="no-comms", match={"inst": "m1"}, count=1)
        order = read_meter(to)
        to.control("observe", since=0)
        to.control("clock", op="advance", us=2 * SECOND)
        failure = to.expect(kind="payload", corr=order["id"])
        self.assertEqual(failure["name"], "on-demand_Mtr-read_cmd_comm_err")
        self.assertEqual(failure["attr"]["sending_device_id"], "dap1")
        answer = to.expect(kind="payload", corr=read_meter(to)["id"])
        self.assertEqual(answer["name"], "on-demand_Mtr-read_resp-data")

    def manage_load(self, to: Harness) -> None:
        """Exchange B: request, acknowledgement, load shed, opt-out."""
        start = to.control("clock", op="get")["result"]["now"] // SECOND + 60
        order = shed(to, THERMOSTAT, start)
        to.expect(kind="receipt", corr=order["id"], stage="consumed")
        answer = to.expect(kind="payload", corr=order["id"], name="Load_mgm_req_ack")
        self.assertEqual((answer["type"], answer["attr"]["ack_code"]), ("ack", 0))
        self.check_body(answer, 25)
        self.assertEqual(self.load(to), ("E17", "pending", 100, 2400))
        to.control("clock", op="run-until", t=(start + 900) * SECOND)
        self.assertEqual(self.load(to), ("E17", "active", 50, 1200))
        result = to.control("trigger", event="user-opt-out", inst="p1", args={"event_id": "E17"})
        self.assertTrue(result["ok"])
        leaving = to.expect(kind="payload", name="Load_mgm_opt_out")
        self.assertEqual(leaving["attr"]["event_ids"], ["E17"])
        self.check_body(leaving, 25)
        self.assertEqual(self.load(to), ("E17", "opted-out", 100, 2400))
        again = to.control("trigger", event="user-opt-out", inst="p1", args={"event_id": "E17"})
        self.assertEqual(again["code"], 402)

    def operate_switch(self, to: Harness) -> None:
        """Exchange C: open, tell, stuck, cancel in time and too late."""
        order = switch(to, "open")
        to.expect(kind="receipt", corr=order["id"], stage="consumed")
        to.control("clock", op="advance", us=SECOND)
        for party in (BILLING, METER_DATA):
            self.check_body(to.expect(name="SW_opr_cmd_ack", corr=order["id"], to=party), 25)
            told = to.expect(name="SW_post-oper-info_resp-data", corr=order["id"], to=party)
            self.assertEqual(told["attr"]["state"], "open")
        order = switch(to, "state", "SW_state_cmd")
        to.expect(corr=order["id"], name="SW_state_cmd_resp-data", to=METER_DATA)
        answer = to.expect(corr=order["id"], name="SW_state_cmd_resp-data", to=BILLING)
        self.assertEqual(answer["attr"]["sw_state"], "open")
        to.control("inject", fault="switch-stuck", count=1)
        order = switch(to, "close")
        to.expect(kind="receipt", corr=order["id"])
        to.control("clock", op="advance", us=SECOND)
        failure = to.expect(name="SW_opr_fail_cmd-err", corr=order["id"], to=BILLING)
        self.assertEqual(failure["attr"]["failure_code"], 404)
        self.assertEqual(to.control("state", key="switch", inst="m1")["result"],
                         {"state": "open", "supplies": False, "pending": False})
        for is_late, codes in ((False, (2, 0)), (True, (0, 2))):
            order = switch(to, "close")
            to.expect(kind="receipt", corr=order["id"])
            if is_late:
                to.control("clock", op="advance", us=SECOND)
            cancel = switch(to, "close", "SW_opr_cancel_cmd")
            for message, code in zip((order, cancel), codes):
                answer = to.expect(name="SW_opr_cmd_ack", corr=message["id"], to=BILLING)
                self.assertEqual(answer["attr"]["ack_code"], code)
        claims = [each["corr"] for each in to.rest("payload")
                  if each["name"] == "SW_post-oper-info_resp-data"]
        self.assertEqual(claims, [order["id"]] * 2)

    def check_body(self, message: dict, size: int) -> None:
        """The body is what the attributes become, and has the row's size."""
        body = base64.b64decode(message["app"]["b64"])
        self.assertEqual((message["app"]["size"], len(body)), (size, size))
        self.assertEqual(body, pack(message["attr"], size))

    def check_counters(self, to: Harness) -> None:
        """Every sender counted from one without gaps, and in the order of arrival."""
        counted: dict[str, int] = {}
        for message in to.all:
            sender = message.get("from", {}).get("inst", message["id"].rsplit("-")[0])
            counted[sender] = counted.get(sender, 0) + 1
            self.assertEqual(message["seq"], counted[sender], message)

    def load(self, to: Harness, inst: str = "p1") -> tuple:
        """What a thermostat says of its load."""
        state = to.control("state", key="load", inst=inst)["result"]
        return tuple(state[key] for key in ("event", "status", "duty", "watts"))

    def test_groups_and_everyone_are_reached(self) -> None:
        with harness(mode="virtual") as to:
            for name, whom, meant in (
                ("Load_mgm_reqst_mltcst", {"group": "north"}, {"p1", "p2"}),
                ("Load_mgm_reqst_brdcst", {"all": True}, {"p1", "p2", "p3"}),
                ("Load_mgm_reqst_mltcst", {"group": "nobody"}, set()),
            ):
                event = f"E-{len(meant)}"
                order = shed(to, {"actor": "PCT", **whom}, 61, name, event_id=event)
                came = [each for each in to.rest("receipt", "payload", "error")
                        if each["corr"] == order["id"]]
                told = {kind: {each["from"]["inst"] for each in came if each["kind"] == kind}
                        for kind in ("receipt", "payload", "error")}
                acknowledges = meant if "group" in whom else set()
                self.assertEqual(told, {"receipt": meant, "payload": acknowledges, "error": set()})
            events = [to.control("state", key="load", inst=inst)["result"]["events"]
                      for inst in ("p1", "p2", "p3")]
            starts = {each["starts"] for device in events for each in device}
            self.assertEqual(len(starts), 5, "some begin in the same instant")
            self.assertTrue(all(61 <= each <= 361 for each in starts))

    def test_events_end_and_refuse_afterwards(self) -> None:
        with harness(mode="virtual") as to:
            shed(to, THERMOSTAT, 2)
            to.expect(name="Load_mgm_req_ack")
            to.control("clock", op="run-until", t=3902 * SECOND)
            self.assertEqual(self.load(to), ("E17", "completed", 100, 2400))
            for event, code in (("E17", 402), ("E1", 401)):
                arguments = {"event_id": event}
                late = to.control("trigger", event="user-opt-out", inst="p1", args=arguments)
                self.assertEqual((late["ok"], late["code"]), (False, code))
            order = shed(to, THERMOSTAT, 2, event_id="E18")
            self.assertEqual(to.expect(kind="error", corr=order["id"])["code"], 402)
            order = to.payload("Vol_load_shed_reqst", LOAD_CONTROL, THERMOSTAT,
                               {"device_id": "p1", "command_code": "shed", "duration_s": 600}, 100)
            to.expect(name="Vol_load_shed_req_ack", corr=order["id"])
            to.control("clock", op="advance", us=0)
            self.assertEqual(self.load(to), (order["id"], "active", 100, 1200))

    def test_real_time_passes_by_itself(self) -> None:
        with harness() as to:
            began = time.monotonic()
            to.expect(name="SW_opr_cmd_ack", corr=switch(to, "open")["id"])
            self.assertGreater(time.monotonic() - began, 0.9)

    def test_a_second_connection_is_for_control(self) -> None:
        with harness("TCP, the device is called") as to:
            with socket.create_connection(("127.0.0.1", to.port), timeout=10) as control:
                order = to.message("ctl", "control", verb="observe", since=0, sent=3)
                control.sendall(json.dumps(order).encode() + b"\n")
                read_meter(to)  # the third message of the harness: the order waits for it
                result = json.loads(control.makefile("rb").readline())
            self.assertEqual([each["name"] for each in result["result"]["items"]],
                             ["on-demand_Mtr-read_cmd"])
            self.assertEqual(result["sent"], 4)
            self.assertEqual(to.rest("ctl-result"), [])


class FaultTests(unittest.TestCase):
    """What the device does when it is told to fail, or is spoken to twice or too late."""

    def test_a_payload_is_consumed_once(self) -> None:
        with harness() as to:
            order = read_meter(to)
            to.send(order)
            stages = [to.expect(kind="receipt", corr=order["id"])["stage"] for _ in range(2)]
            self.assertEqual(stages, ["consumed", "duplicate"])
            self.assertEqual(len([each for each in to.rest("payload")]), 1)
            received = to.control("observe", since=0)["result"]["items"]
            self.assertEqual([each["id"] for each in received], [order["id"]])

    def test_faults_of_carriage(self) -> None:
        with harness() as to:
            for fault, arrive in (("drop", 0), ("duplicate", 2)):
                to.control("inject", fault=fault, count=1, match={"inst": "m1"})
                order = read_meter(to)
                to.expect(kind="receipt", corr=order["id"])
                answers = [each for each in to.rest("payload") if each["corr"] == order["id"]]
                self.assertEqual(len(answers), arrive, fault)
                self.assertEqual(len({each["id"] for each in answers}), min(arrive, 1))
            numbers = [each["seq"] for each in to.all if each.get("from") == METER]
            self.assertEqual(numbers, [1, 3, 4, 4], "a lost message leaves a gap")
            to.control("inject", fault="delay", amount=200, count=1, match={"inst": "m1"})
            answer = to.expect(kind="payload", corr=read_meter(to)["id"])
            self.assertGreaterEqual(answer["t_iss"] - answer["t_int"], 200_000)
            to.control("inject", fault="busy", duration_us=60 * SECOND)
            refusal = to.expect(kind="error", corr=read_meter(to)["id"])
            self.assertEqual((refusal["code"], refusal["retry_ms"]), (407, 1000))
            to.control("clear", fault="busy")
            to.expect(kind="receipt", corr=read_meter(to)["id"], stage="consumed")

    def test_a_switch_moves_only_for_those_who_may_order_it(self) -> None:
        with harness(mode="virtual") as to:
            stranger = to.payload("SW_opr_cmd", METER_DATA, METER,
                                  {"meter_id": "m1", "command_code": "open"}, 25)
            other = to.payload("SW_opr_cmd", BILLING, METER,
                               {"meter_id": "m2", "command_code": "open"}, 25)
            unlisted = to.payload("SW_opr_cmd", BILLING, {**METER, "inst": "m2"},
                                  {"meter_id": "m2", "command_code": "open"}, 25)
            for order, code in ((stranger, 303), (other, 400), (unlisted, 602)):
                self.assertEqual(to.expect(kind="error", corr=order["id"])["code"], code)
            order = switch(to, "close")
            failure = to.expect(kind="payload", corr=order["id"])
            self.assertEqual(failure["attr"]["failure_code"], 402)

    def test_a_collector_delays_what_passes_it(self) -> None:
        with harness(mode="virtual") as to:
            to.control("inject", fault="delay", amount=90_000, count=1,
                       match={"inst": "dap1", "payload": "on-demand_Mtr-read_cmd"})
            order = read_meter(to, exp=61 * SECOND)
            self.assertEqual(to.rest("payload", "receipt", "error"), [])
            to.control("clock", op="advance", us=90 * SECOND)
            self.assertEqual(to.expect(kind="error", corr=order["id"])["code"], 406)
            answer = to.expect(kind="payload", corr=read_meter(to)["id"])
            self.assertEqual([hop["inst"] for hop in answer["via"]], ["dap1"])

    def test_a_collector_hands_on_what_is_for_a_meter_behind_it(self) -> None:
        with harness(mode="virtual") as to:
            order = read_meter(to, whom=FAR_METER)
            self.assertEqual(to.expect(kind="receipt", corr=order["id"])["stage"], "accepted")
            to.control("clock", op="advance", us=SECOND)
            handed = to.expect(kind="payload", id=order["id"])
            (hop,) = handed.pop("via")
            self.assertEqual(handed, order)
            self.assertEqual((hop["inst"], hop["tx"] - hop["rx"]), ("dap1", SECOND // 100))
            to.control("inject", fault="delay", amount=30_000, count=1, match={"inst": "dap1"})
            late = read_meter(to, whom=FAR_METER, exp=12 * SECOND)
            to.control("clock", op="advance", us=60 * SECOND)
            self.assertEqual(to.expect(kind="error", corr=late["id"])["code"], 406)
            self.assertEqual(to.rest("payload"), [])

    def test_a_link_that_is_down_holds_messages_back(self) -> None:
        with harness(mode="virtual") as to:
            order = switch(to, "open")
            to.expect(kind="receipt", corr=order["id"])
            to.control("link", op="down", match={"inst": "m1"})
            to.control("clock", op="advance", us=SECOND)
            lost = read_meter(to)
            self.assertEqual(to.rest("payload", "receipt"), [])
            to.control("link", op="up", match={"inst": "m1"})
            to.expect(name="SW_opr_cmd_ack", corr=order["id"], to=BILLING)
            self.assertNotIn(lost["id"], [each["corr"] for each in to.rest("payload", "receipt")])

    def test_what_is_too_late_is_refused(self) -> None:
        with harness(mode="virtual") as to:
            self.assertEqual(to.expect(corr=read_meter(to, exp=SECOND - 1)["id"])["code"], 406)
            to.expect(kind="receipt", corr=read_meter(to, exp=SECOND)["id"], stage="consumed")

    def test_control_refuses_what_it_does_not_know(self) -> None:
        with harness() as to:
            for code, verb, members in (
                (601, "explode", {}), (601, "inject", {"fault": "gravity"}),
                (601, "state", {"key": "mood", "inst": "m1"}),
                (601, "state", {"key": "load", "inst": "m1"}), (101, "reset", {"scope": "all"}),
                (201, "state", {"key": "load", "inst": "p9"}), (101, "clock", {"op": "smash"}),
                (402, "clock", {"op": "advance", "us": 1}), (101, "trigger", {}),
                (602, "trigger", {"event": "switch-manual", "inst": "m2"}),
                (601, "trigger", {"event": "join", "inst": "m1"}),
                (101, "inject", {"fault": "busy", "match": 5}),
                (101, "inject", {"fault": "busy", "duration_us": "long"}),
                (101, "trigger", {"event": "user-opt-out", "inst": "p1", "args": []}),
            ):
                self.assertEqual(to.control(verb, **members).get("code"), code, verb)
            self.assertTrue(to.control("trigger", event="switch-manual", inst="m1")["ok"])
            self.assertEqual(to.expect(kind="payload")["attr"]["state"], "open")
            arguments = {"payload": "SW_opr_cmd_ack", "to": BILLING,
                         "attributes": {"meter_id": "m1", "ack_code": 7}}
            self.assertTrue(to.control("trigger", event="send", inst="m1", args=arguments)["ok"])
            self.assertEqual(to.expect(name="SW_opr_cmd_ack")["attr"]["ack_code"], 7)
            self.assertTrue(to.control("reset", scope="factory")["ok"])
            state = to.control("state", key="switch", inst="m1")["result"]
            self.assertEqual(state["state"], "closed")


if __name__ == "__main__":
    faulthandler.dump_traceback_later(120, exit=True)
    unittest.main()
