#!/usr/bin/env python3
"""An example device for PXB v1, to start your own from: two meters, two thermostats, their collector.

    device.py                                   lines on standard input and output (T1)
    device.py --dial HOST:PORT [--control HOST:PORT]
                                                lines over TCP, calling the harness (T2)
    device.py --listen HOST:PORT                lines over TCP, waiting for the harness (T2)
    device.py --http HOST:PORT [--control HOST:PORT] [--peer URL]
                                                an HTTP server; it posts to the harness (T3)
    device.py --poll URL                        an HTTP client; it asks the harness for messages (T3)

This file is what you change: which payloads there are, and what each appliance does with them. The
binding itself is in pxb_device.py, the octets in pxb_wire.py, the transports in pxb_transports.py:
keep those. With PXB_KEY (NAME:HEXADECIMAL) every message carries a code and must have one; the control
channel then has the key PXB_CONTROL_KEY.
"""

from __future__ import annotations

import argparse
import os
import random
import sys

from pxb_appliance import Appliance, PayloadKind
from pxb_control import ControlChannel
from pxb_device import Device
from pxb_security import Authenticator
from pxb_transports import dial, listen, poll_http, serve_http, stdio
from pxb_wire import Problem

METER, COLLECTOR, THERMOSTAT = "2-Way Meter - Electr", "DAPjm", "PCT"
BILLING, METER_DATA = "CIS/Billing - Utility", "MDMS"

SECOND = 1_000_000  # all times are microseconds
DONE, REFUSED = 0, 1  # acknowledgement codes: the row leaves one octet for them


def payload_kinds() -> list[PayloadKind]:
    """The payloads of this device: names, sizes and attributes are those of the requirement rows."""
    event = (
        "event_id:text start:time duration_s:number rand_start_s?:number rand_stop_s?:number "
        "load_adj_pct?:number max_duty_pct?:number criticality?:number"
    )
    failed = "meter_id:text failure_code:number"
    table = [
        (METER, "rx", "cmd", "on-demand_Mtr-read_cmd", 25, "meter_id:text reading_type:text"),
        (METER, "tx", "resp-data", "on-demand_Mtr-read_resp-data", 100,
         "meter_id:text reading_type:text reading:text"),
        (METER, "tx", "cmd-err", "on-demand_Mtr-read_cmd_err", 50, failed),
        (METER, "rx", "cmd", "SW_opr_cmd", 25, "meter_id:text command_code:text"),
        (METER, "rx", "cmd", "SW_opr_cancel_cmd", 25, "meter_id:text command_code:text"),
        (METER, "tx", "ack", "SW_opr_cmd_ack", 25, "meter_id:text ack_code:number"),
        (METER, "tx", "resp-data", "SW_post-oper-info_resp-data", 100,
         "meter_id:text state:text oper_time:time"),
        (METER, "tx", "cmd-err", "SW_opr_fail_cmd-err", 50, failed),
        (METER, "rx", "cmd", "SW_state_cmd", 25, "meter_id:text command_code:text"),
        (METER, "tx", "resp-data", "SW_state_cmd_resp-data", 100,
         "meter_id:text sw_state:text voltage:number amps:number"),
        (COLLECTOR, "tx", "comm-err", "on-demand_Mtr-read_cmd_comm_err", 50,
         failed + " sending_device_id:text"),
        (COLLECTOR, "tx", "comm-err", "SW_opr_cmd_comm-err", 50,
         failed + " sending_device_id:text"),
        (THERMOSTAT, "rx", "cmd", "Load_mgm_reqst", 100, "device_id?:text mac?:text " + event),
        (THERMOSTAT, "rx", "cmd", "Load_mgm_reqst_mltcst", 100, "group_id?:text " + event),
        (THERMOSTAT, "rx", "cmd", "Load_mgm_reqst_brdcst", 100, "broadcast_id?:text " + event),
        (THERMOSTAT, "tx", "ack", "Load_mgm_req_ack", 25,
         "device_id:text mac:text ack_code:number event_id:text est_reduction_w:number"),
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
    is_hazard = True

    def __init__(self, device: Device, inst: str) -> None:
        super().__init__(device, METER, inst)
        self.registers = {"kWh-del": "18234.5", "kWh-rec": "12.0"}
        self.switch = "closed"
        self.moving: dict | None = None  # the command that the switch is carrying out

    def check(self, payload: dict) -> None:
        """Refuses to interrupt supply where the run does not allow it."""
        if payload["name"] == "SW_opr_cmd":
            self.check_hazard()

    def act(self, payload: dict) -> None:
        """Does what a payload asks for: one method each."""
        if payload["attr"]["meter_id"] != self.inst:
            failure = {"SW_opr_cmd": "SW_opr_fail_cmd-err"}.get(
                payload["name"], "on-demand_Mtr-read_cmd_err")
            self.answer(payload, failure, failure_code=400)
        else:
            {
                "on-demand_Mtr-read_cmd": self.read,
                "SW_opr_cmd": self.operate,
                "SW_opr_cancel_cmd": self.cancel,
                "SW_state_cmd": self.tell_switch,
            }[payload["name"]](payload)

    def answer(self, payload: dict, name: str, also: str | None = None, **attributes) -> None:
        """Sends a payload to whoever sent one, and a copy of it to another actor."""
        attributes = {"meter_id": self.inst, **attributes}
        self.send(name, payload["from"], attributes, payload["id"])
        if also and payload["from"]["actor"] != also:
            to = {"actor": also, "inst": self.device.peer(also)}
            self.send(name, to, attributes, payload["id"])

    def read(self, payload: dict) -> None:
        """Answers by a register, or says that it cannot."""
        wanted = payload["attr"]["reading_type"]
        if self.strikes("metrology-fail", payload["name"]):
            self.answer(payload, "on-demand_Mtr-read_cmd_err", failure_code=404)
        elif wanted not in self.registers:
            self.answer(payload, "on-demand_Mtr-read_cmd_err", failure_code=400)
        else:
            self.answer(payload, "on-demand_Mtr-read_resp-data",
                        reading_type=wanted, reading=self.registers[wanted])

    def operate(self, payload: dict) -> None:
        """Starts to move the switch; until it has moved, the command can be cancelled."""
        if payload["attr"]["command_code"] not in ("open", "close"):
            self.answer(payload, "SW_opr_fail_cmd-err", METER_DATA, failure_code=400)
        elif self.moving:
            self.answer(payload, "SW_opr_fail_cmd-err", METER_DATA, failure_code=402)
        else:
            self.moving = payload
            self.after(self.SWITCH_TIME, lambda: self.operated(payload))

    def operated(self, payload: dict) -> None:
        """The switch has moved, or is stuck; nothing happens when the command was cancelled."""
        if self.moving is not payload:
            return
        self.moving = None
        if self.strikes("switch-stuck", payload["name"]):
            self.answer(payload, "SW_opr_fail_cmd-err", METER_DATA, failure_code=404)
            return
        self.switch = {"open": "open", "close": "closed"}[payload["attr"]["command_code"]]
        self.answer(payload, "SW_opr_cmd_ack", METER_DATA, ack_code=DONE)
        self.answer(payload, "SW_post-oper-info_resp-data", METER_DATA,
                    state=self.switch, oper_time=self.device.clock.now())

    def cancel(self, payload: dict) -> None:
        """Stops a command that has not been carried out; both commands are acknowledged."""
        if stopped := self.moving:
            self.moving = None
            self.answer(stopped, "SW_opr_cmd_ack", METER_DATA, ack_code=REFUSED)
        self.answer(payload, "SW_opr_cmd_ack", METER_DATA, ack_code=DONE if stopped else REFUSED)

    def tell_switch(self, payload: dict) -> None:
        """Tells what the switch is like now."""
        closed = self.switch == "closed"
        self.answer(payload, "SW_state_cmd_resp-data", sw_state=self.switch,
                    voltage=240 if closed else 0, amps=12 if closed else 0)

    def trigger(self, event: str, arguments: dict) -> None:
        """Somebody moves the switch by hand."""
        if event != "switch-manual":
            super().trigger(event, arguments)
        self.check_hazard()
        self.switch = "open" if self.switch == "closed" else "closed"
        self.send("SW_post-oper-info_resp-data",
                  {"actor": BILLING, "inst": self.device.peer(BILLING)},
                  {"meter_id": self.inst, "state": self.switch,
                   "oper_time": self.device.clock.now()})

    def state(self, key: str) -> dict:
        """Tells a register or the switch."""
        if key == "reading":
            return dict(self.registers)
        return {"switch": self.switch} if key == "switch" else super().state(key)


class Collector(Appliance):
    """The collector that the meters are behind: it tells when one of them does not answer."""

    PATIENCE = 1 * SECOND

    def __init__(self, device: Device, inst: str) -> None:
        super().__init__(device, COLLECTOR, inst)

    def missed(self, payload: dict, receiver: Appliance) -> None:
        """Waits a little, and tells the sender what became of its payload."""
        names = {"on-demand_Mtr-read_cmd": "on-demand_Mtr-read_cmd_comm_err",
                 "SW_opr_cmd": "SW_opr_cmd_comm-err"}
        if receiver.actor == METER and payload["name"] in names:
            attributes = {"meter_id": receiver.inst, "failure_code": 501,
                          "sending_device_id": self.inst}
            self.after(self.PATIENCE, lambda: self.send(
                names[payload["name"]], payload["from"], attributes, payload["id"]))


class Thermostat(Appliance):
    """A thermostat that takes part in load management until its customer has had enough."""

    REDUCTION = 1200  # watts at full duty

    def __init__(self, device: Device, inst: str, mac: str, groups: tuple[str, ...]) -> None:
        super().__init__(device, THERMOSTAT, inst, groups)
        self.mac = mac
        self.events: dict[str, dict] = {}  # by event id: request, status, start and end

    def act(self, payload: dict) -> None:
        """Plans an event; whoever was asked by name answers."""
        asked = payload["attr"]
        # The customer's house and the neighbour's must not switch in the same instant.
        chance = random.Random(f"{self.inst} {asked['event_id']}")
        start = asked["start"] + int(chance.random() * asked.get("rand_start_s", 0) * SECOND)
        stop = asked["start"] + asked["duration_s"] * SECOND
        stop += int(chance.random() * asked.get("rand_stop_s", 0) * SECOND)
        now, duty = self.device.clock.now(), asked.get("max_duty_pct", 50)
        code = REFUSED if stop <= now else DONE
        if asked["event_id"] not in self.events and code == DONE:
            self.events[asked["event_id"]] = {
                "from": payload["from"], "duty": duty, "status": "accepted"}
            self.after(start - now, lambda: self.enter(asked["event_id"], "active"))
            self.after(stop - now, lambda: self.enter(asked["event_id"], "completed"))
        if payload["name"] == "Load_mgm_reqst":
            reduction = self.REDUCTION * (100 - duty) // 100
            self.send("Load_mgm_req_ack", payload["from"], {
                "device_id": self.inst, "mac": self.mac, "ack_code": code,
                "event_id": asked["event_id"], "est_reduction_w": 0 if code else reduction,
            }, payload["id"])

    def enter(self, event_id: str, status: str) -> None:
        """An event starts or ends, unless the customer has left it."""
        if self.events[event_id]["status"] != "opted-out":
            self.events[event_id]["status"] = status

    def trigger(self, event: str, arguments: dict) -> None:
        """The customer leaves an event, which is possible until it ends."""
        if event != "user-opt-out":
            super().trigger(event, arguments)
        found = self.events.get(arguments.get("event_id"))
        if found is None:
            raise Problem(401, "there is no such event")
        if found["status"] not in ("accepted", "active"):
            raise Problem(402, f"the event is {found['status']}")
        found["status"] = "opted-out"
        self.send("Load_mgm_opt_out", found["from"], {
            "device_ids": [self.inst], "macs": [self.mac], "event_ids": [arguments["event_id"]]})

    def state(self, key: str) -> dict:
        """Tells the load that is allowed, and every event."""
        if key != "load":
            return super().state(key)
        duties = [each["duty"] for each in self.events.values() if each["status"] == "active"]
        active = [name for name, each in self.events.items() if each["status"] == "active"]
        return {"duty_pct": min(duties, default=100), **({"event": active[-1]} if active else {}),
                "events": {name: each["status"] for name, each in self.events.items()}}


def appliances(device: Device) -> list[Appliance]:
    """What this device is made of."""
    return [
        Meter(device, "m1"), Meter(device, "m2"), Collector(device, "dap1"),
        Thermostat(device, "p1", "00:0d:6f:00:00:00:00:01", ("g1",)),
        Thermostat(device, "p2", "00:0d:6f:00:00:00:00:02", ("g1",)),
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
        serve_http(device, options.http, options.control, options.peer)
    elif options.poll:
        poll_http(device, options.poll)
    else:
        stdio(device)
    sys.stdout.flush()


if __name__ == "__main__":
    main()
