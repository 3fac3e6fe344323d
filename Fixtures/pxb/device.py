#!/usr/bin/env python3
"""An example device for PXB v1, to start your own from: meters, thermostats and a collector.

    device.py                                   lines on standard input and output (T1)
    device.py --dial HOST:PORT [--control HOST:PORT]
                                                lines over TCP, calling the harness (T2)
    device.py --listen HOST:PORT                lines over TCP, waiting for the harness (T2)
    device.py --http HOST:PORT [--control HOST:PORT] [--peer URL]
                                                an HTTP server; it posts to the harness (T3)
    device.py --poll URL                        an HTTP client; it asks the harness (T3)

This file is what you change: which payloads there are, and what each appliance does with them. The
binding itself is in pxb_device.py, the octets in pxb_wire.py, the transports in pxb_transports.py:
keep those. With PXB_KEY (NAME:HEXADECIMAL) every message carries a code and must have one; the
control channel then has the key PXB_CONTROL_KEY.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import random
import sys
import zlib

from pxb_appliance import Appliance, PayloadKind
from pxb_control import ControlChannel
from pxb_device import Device
from pxb_security import Authenticator
from pxb_transports import dial, listen, poll_http, serve_http, stdio
from pxb_wire import Problem

METER, COLLECTOR, THERMOSTAT = "2-Way Meter - Electr", "DAPjm", "PCT"
BILLING, METER_DATA, NETWORK = "CIS/Billing - Utility", "MDMS", "NMS"
LOAD_CONTROL, DEMAND = "LMS - Utility", "DSM - Utility"

SECOND = 1_000_000  # the binding counts microseconds; attributes count seconds
DONE, REFUSED = 0, 2  # acknowledgement codes: the rows leave one octet for them


def payload_kinds() -> list[PayloadKind]:
    """The payloads of this device; names, sizes and attributes are those of the rows."""
    read, switch = "meter_id:text reading_type:text", "meter_id:text command_code:text"
    failed = "meter_id:text failure_code:number"
    unreached = failed + " sending_device_id:text"
    event = "event_id:text start:number duration_s:number"
    answer = "device_id:text mac:text ack_code:number event_id:text est_reduction_w:number"
    table = [
        (METER, "rx", "cmd", "on-demand_Mtr-read_cmd", 25, read),
        (METER, "tx", "resp-data", "on-demand_Mtr-read_resp-data", 100, read + " reading:number"),
        (METER, "tx", "cmd-err", "on-demand_Mtr-read_cmd_err", 50, failed),
        (METER, "rx", "cmd", "SW_opr_cmd", 25, switch),
        (METER, "rx", "cmd", "SW_opr_cancel_cmd", 25, "meter_id:text"),
        (METER, "tx", "ack", "SW_opr_cmd_ack", 25, "meter_id:text ack_code:number"),
        (METER, "tx", "resp-data", "SW_post-oper-info_resp-data", 100,
         "meter_id:text state:text oper_time:number"),
        (METER, "tx", "cmd-err", "SW_opr_fail_cmd-err", 50, failed),
        (METER, "rx", "cmd", "SW_state_cmd", 25, "meter_id:text"),
        (METER, "tx", "resp-data", "SW_state_cmd_resp-data", 100,
         "meter_id:text sw_state:text voltage:number amps:number"),
        (COLLECTOR, "tx", "comm-err", "on-demand_Mtr-read_cmd_comm_err", 50, unreached),
        (COLLECTOR, "tx", "comm-err", "SW_opr_cmd_comm-err", 50, unreached),
        (THERMOSTAT, "rx", "cmd", "Load_mgm_reqst", 100, event),
        (THERMOSTAT, "rx", "cmd", "Load_mgm_reqst_mltcst", 100, event),
        (THERMOSTAT, "rx", "cmd", "Load_mgm_reqst_brdcst", 100, event),
        (THERMOSTAT, "tx", "ack", "Load_mgm_req_ack", 25, answer),
        (THERMOSTAT, "rx", "cmd", "Vol_load_shed_reqst", 100, "duration_s:number"),
        (THERMOSTAT, "rx", "cmd", "Vol_load_shed_reqst_mltcst", 100, "duration_s:number"),
        (THERMOSTAT, "rx", "cmd", "Vol_load_shed_reqst_brdcst", 100, "duration_s:number"),
        (THERMOSTAT, "tx", "ack", "Vol_load_shed_req_ack", 25, answer),
        (THERMOSTAT, "tx", "cmd", "Load_mgm_opt_out", 25,
         "device_ids:list macs:list event_ids:list"),
    ]
    return [
        PayloadKind(name, actor, direction, kind, size, attributes)
        for actor, direction, kind, name, size, attributes in table
    ]


class Meter(Appliance):
    """A meter that is read on demand and whose service switch opens and closes."""

    SWITCH_TIME = 1 * SECOND
    POWER = 1.2  # kilowatts that the customer draws
    is_hazard = True

    def __init__(self, device: Device, inst: str) -> None:
        super().__init__(device, METER, inst, collector="dap1")
        self.switch = "closed"
        self.moving: dict | None = None  # the command that the switch is carrying out
        self.register, self.register_time = 18234.5, device.clock.now()

    def check(self, payload: dict) -> None:
        """Refuses what is for another meter, and a switch that is not the sender's to operate."""
        if payload["attr"]["meter_id"] != self.inst:
            raise Problem(400, f"this is meter '{self.inst}'")
        if payload["name"] in ("SW_opr_cmd", "SW_opr_cancel_cmd"):
            if payload["from"]["actor"] != BILLING:
                raise Problem(303, f"the switch is operated by {BILLING} alone")
            self.check_hazard()

    def act(self, payload: dict) -> None:
        """Does what a payload asks for: one method each."""
        {
            "on-demand_Mtr-read_cmd": self.read,
            "SW_opr_cmd": self.operate,
            "SW_opr_cancel_cmd": self.cancel,
            "SW_state_cmd": self.tell_switch,
        }[payload["name"]](payload)

    def drop(self) -> None:
        """What the switch was about to do is forgotten."""
        self.moving = None

    def answer(self, payload: dict, name: str, *copies: str, **attributes: object) -> None:
        """Sends a payload to whoever sent one, and copies of it to other actors."""
        self.send_copies(payload, name, copies, {"meter_id": self.inst, **attributes})

    def reading(self) -> float:
        """The register; it goes on while the switch is closed."""
        now = self.device.clock.now()
        hours = max(0, now - self.register_time) / SECOND / 3600
        self.register += self.POWER * hours if self.switch == "closed" else 0
        self.register_time = now
        return round(self.register, 3)

    def read(self, payload: dict) -> None:
        """Answers by the register, or says that it cannot."""
        wanted = payload["attr"]["reading_type"]
        if self.strikes("metrology-fail", payload["name"]):
            self.answer(payload, "on-demand_Mtr-read_cmd_err", failure_code=404)
        elif wanted != "kWh-del":
            self.answer(payload, "on-demand_Mtr-read_cmd_err", failure_code=400)
        else:
            self.answer(payload, "on-demand_Mtr-read_resp-data",
                        reading_type=wanted, reading=self.reading())

    def operate(self, payload: dict) -> None:
        """Starts to move the switch; until it has moved, the command can be cancelled."""
        goal = {"open": "open", "close": "closed"}.get(payload["attr"]["command_code"])
        if goal is None:
            self.answer(payload, "SW_opr_fail_cmd-err", METER_DATA, failure_code=400)
        elif self.moving or goal == self.switch:
            self.answer(payload, "SW_opr_fail_cmd-err", METER_DATA, failure_code=402)
        else:
            self.moving = payload
            self.after(self.SWITCH_TIME, lambda: self.operated(payload, goal))

    def operated(self, payload: dict, goal: str) -> None:
        """The switch has moved, or is stuck; nothing happens when the command was cancelled."""
        if self.moving is not payload:
            return
        self.moving = None
        if self.strikes("switch-stuck", payload["name"]):
            self.answer(payload, "SW_opr_fail_cmd-err", METER_DATA, failure_code=404)
            return
        self.answer(payload, "SW_opr_cmd_ack", METER_DATA, ack_code=DONE)
        self.turn(goal, payload)

    def turn(self, goal: str, cause: dict | None) -> None:
        """Notes where the switch stands now, and tells those who have to know."""
        self.reading()
        self.switch = goal
        report = {"state": goal, "oper_time": self.device.clock.now() // SECOND}
        cause = cause or {"from": {"actor": BILLING, "inst": self.device.peer(BILLING)}}
        self.answer(cause, "SW_post-oper-info_resp-data", METER_DATA, **report)

    def cancel(self, payload: dict) -> None:
        """Stops a command that has not been carried out; both commands are acknowledged."""
        stopped, self.moving = self.moving, None
        if stopped:
            self.answer(stopped, "SW_opr_cmd_ack", METER_DATA, ack_code=REFUSED)
        self.answer(payload, "SW_opr_cmd_ack", METER_DATA, ack_code=DONE if stopped else REFUSED)

    def tell_switch(self, payload: dict) -> None:
        """Tells where the switch stands, also to those who plan with it."""
        closed = self.switch == "closed"
        self.answer(payload, "SW_state_cmd_resp-data", METER_DATA, LOAD_CONTROL, DEMAND,
                    sw_state=self.switch, voltage=240 if closed else 0, amps=5 if closed else 0)

    def trigger(self, event: str, arguments: dict) -> None:
        """Somebody moves the switch by hand."""
        if event != "switch-manual":
            super().trigger(event, arguments)
        self.check_hazard()
        self.turn("open" if self.switch == "closed" else "closed", None)

    def state(self, key: str) -> dict:
        """Tells the register or the switch."""
        if key == "reading":
            return {"kWh-del": self.reading()}
        if key == "switch":
            return {"state": self.switch, "supplies": self.switch == "closed",
                    "pending": self.moving is not None}
        return super().state(key)


class Collector(Appliance):
    """The collector that the meters are behind: it tells when one of them does not answer."""

    PATIENCE = 1 * SECOND
    FORWARDING = SECOND // 100
    is_gateway = True

    def __init__(self, device: Device, inst: str) -> None:
        super().__init__(device, COLLECTOR, inst)

    def hand_on(self, payload: dict, octets: bytes) -> None:
        """Takes a payload for a meter behind it, and hands it on a little later, if that is not too late."""
        received = self.device.clock.now()
        self.device.tell("receipt", {
            "corr": payload["id"], "stage": "accepted", "t_rx": received, "t_done": received,
            "crc": f"{zlib.crc32(octets):08x}"}, self)
        delay = self.device.strikes("delay", payload["name"], self.inst)
        late = int((delay.amount or 0) * 1000) if delay else 0

        def go_on() -> None:
            if self.device.clock.now() > payload.get("exp", float("inf")):
                problem = Problem(406, "it came to its end on the way")
                self.device.tell("error", {"corr": payload["id"], **problem.members()}, self)
            else:
                self.device.relay(self, payload, received)

        self.after(self.FORWARDING + late, go_on)

    def missed(self, payload: dict, receiver: Appliance) -> None:
        """Waits a little, and tells what became of the payload."""
        name = {"on-demand_Mtr-read_cmd": "on-demand_Mtr-read_cmd_comm_err",
                "SW_opr_cmd": "SW_opr_cmd_comm-err"}.get(payload["name"])
        if name:
            attributes = {"meter_id": receiver.inst, "failure_code": 501,
                          "sending_device_id": self.inst}
            self.after(self.PATIENCE, lambda: self.send_copies(
                payload, name, (METER_DATA, NETWORK), attributes))


class Thermostat(Appliance):
    """A thermostat that takes part in load management until its customer has had enough."""

    POWER = 2400  # watts

    def __init__(self, device: Device, inst: str, group: str) -> None:
        super().__init__(device, THERMOSTAT, inst, (group,))
        # Locally administered; a product has its own.
        self.mac = "02" + hashlib.sha256(f"{THERMOSTAT}/{inst}".encode()).hexdigest()[:14]
        self.events: dict[str, dict] = {}

    def check(self, payload: dict) -> None:
        """Refuses an event that is over, or that the customer has left."""
        asked = self.asked(payload)
        if asked["start"] + asked["duration_s"] <= self.device.clock.now() / SECOND:
            raise Problem(402, "the event is over")
        if self.events.get(asked["event_id"], {}).get("status") in ("opted-out", "completed"):
            raise Problem(402, "the event is over for this device")

    def asked(self, payload: dict) -> dict:
        """The attributes of a request; a voluntary one has no name, and starts at once."""
        now = self.device.clock.now() / SECOND
        if payload["name"].startswith("Load"):
            return payload["attr"]
        return {"event_id": payload["id"], "start": now, "load_adj_pct": -50, **payload["attr"]}

    def act(self, payload: dict) -> None:
        """Plans an event; a request to everyone is not acknowledged."""
        asked = self.asked(payload)
        # The customer's house and the neighbour's must not switch in the same instant.
        chance = random.Random(f"{self.inst} {asked['event_id']}")
        starts = asked["start"] + chance.random() * asked.get("rand_start_s", 0)
        ends = asked["start"] + asked["duration_s"] + chance.random() * asked.get("rand_stop_s", 0)
        event = {"event_id": asked["event_id"], "status": "pending", "from": payload["from"],
                 "starts": starts, "ends": ends, "duty": asked.get("max_duty_pct", 100),
                 "adjustment": asked.get("load_adj_pct", 0)}
        self.events.pop(asked["event_id"], None)  # a later request for an event replaces it
        self.events[asked["event_id"]] = event
        if len(self.events) > 64:
            self.events.pop(next(iter(self.events)))
        now = self.device.clock.now()
        if int(starts * SECOND) <= now:
            self.enter(event, "active")
        else:
            self.after(int(starts * SECOND) - now, lambda: self.enter(event, "active"))
        self.after(int(ends * SECOND) - now, lambda: self.enter(event, "completed"))
        if "all" not in payload["to"]:
            is_asked = payload["name"].startswith("Vol")
            name = "Vol_load_shed_req_ack" if is_asked else "Load_mgm_req_ack"
            self.send(name, payload["from"], {
                "device_id": self.inst, "mac": self.mac, "ack_code": DONE,
                "event_id": asked["event_id"], "est_reduction_w": self.reduction(event),
            }, payload["id"])

    def reduction(self, event: dict) -> int:
        """Watts that an event saves: the deeper of its two demands counts."""
        share = max(-event["adjustment"], 100 - event["duty"])
        return int(self.POWER * min(100, max(0, share)) / 100)

    def enter(self, event: dict, status: str) -> None:
        """An event starts or ends, unless the customer has left it."""
        if event["status"] != "opted-out":
            event["status"] = status

    def trigger(self, event: str, arguments: dict) -> None:
        """The customer leaves an event or overrides the device, which is possible until its end."""
        if event not in ("user-opt-out", "user-override"):
            super().trigger(event, arguments)
        found = self.events.get(arguments.get("event_id"))
        if found is None:
            raise Problem(401, "there is no such event")
        if found["status"] not in ("pending", "active"):
            raise Problem(402, f"the event is {found['status']}")
        found["status"] = "opted-out"
        self.send("Load_mgm_opt_out", found["from"], {
            "device_ids": [self.inst], "macs": [self.mac], "event_ids": [found["event_id"]]})

    def state(self, key: str) -> dict:
        """Tells the load that is allowed, the event that counts, and every event."""
        if key != "load":
            return super().state(key)
        active = [each for each in self.events.values() if each["status"] == "active"]
        latest = (active or list(self.events.values()) or [None])[-1]
        saved = self.reduction(active[-1]) if active else 0
        shown = ("event_id", "status", "starts", "ends")
        return {
            "watts": self.POWER - saved, "normal_watts": self.POWER,
            "duty": active[-1]["duty"] if active else 100,
            "adjustment": active[-1]["adjustment"] if active else 0,
            "event": latest["event_id"] if latest else None,
            "status": latest["status"] if latest else "none",
            "events": [{name: each[name] for name in shown} for each in self.events.values()],
        }


def appliances(device: Device) -> list[Appliance]:
    """What this device is made of."""
    return [
        Meter(device, "m1"), Meter(device, "m2"), Collector(device, "dap1"),
        Thermostat(device, "p1", "north"), Thermostat(device, "p2", "north"),
        Thermostat(device, "p3", "south"),
    ]


def main() -> None:
    """Reads the options, and runs until the harness has finished."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    ways = parser.add_mutually_exclusive_group()
    ways.add_argument("--dial", metavar="HOST:PORT")
    ways.add_argument("--listen", metavar="HOST:PORT")
    ways.add_argument("--http", metavar="HOST:PORT")
    ways.add_argument("--poll", metavar="URL")
    parser.add_argument("--control", metavar="HOST:PORT", help="where the control channel is")
    parser.add_argument("--peer", metavar="URL", help="where the harness takes messages")
    options = parser.parse_args()
    timers = {"switch": Meter.SWITCH_TIME, "collector": Collector.PATIENCE}
    key = os.environ.get("PXB_KEY")
    authenticator = Authenticator(key, os.environ.get("PXB_CONTROL_KEY")) if key else None
    device = Device(payload_kinds(), appliances, timers, authenticator)
    device.control = ControlChannel(device)  # not in what you sell
    if options.dial:
        dial(device, options.dial, options.control)
    elif options.listen:
        listen(device, options.listen)
    elif options.http:
        serve_http(device, options.http, options.control, (options.peer or "").rstrip("/"))
    elif options.poll:
        poll_http(device, options.poll.rstrip("/"))
    else:
        stdio(device)
    sys.stdout.flush()


if __name__ == "__main__":
    main()
