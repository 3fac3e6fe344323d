"""PXB v1's control channel: how a harness makes a device act, fail, tell and move its clock.

It belongs into builds that are tested, and into no others.
"""

from __future__ import annotations

from pxb_appliance import Appliance
from pxb_device import Device, Fault, Link
from pxb_wire import Problem, member, moment

FAULTS = ("metrology-fail", "no-comms", "switch-stuck", "drop", "delay", "duplicate", "busy")
EVENTS = ("user-opt-out", "user-override", "switch-manual", "send")
STATES = ("reading", "switch", "load")


class ControlChannel:
    """The orders of the harness: one method for each verb."""

    PATIENCE = 5  # seconds to wait for traffic that was sent before an order

    def __init__(self, device: Device) -> None:
        self.device = device
        self.orders = {
            "reset": self.reset, "inject": self.inject, "clear": self.clear,
            "trigger": self.trigger, "clock": self.clock, "observe": self.observe,
            "state": self.state, "link": self.link,
        }

    def capability(self) -> dict:
        """What can be ordered here."""
        return {"verbs": list(self.orders), "faults": list(FAULTS), "events": list(EVENTS),
                "states": list(STATES)}

    def obey(self, message: dict, link: Link) -> None:
        """Does what is ordered, and says what came of it."""
        device = self.device
        order = self.orders.get(member(message, "verb", str))
        if order is None:
            raise Problem(601, f"there is no verb '{message['verb']}' here")
        apart = device.traffic not in (None, link)
        if apart and "sent" in message:
            sent = moment(message, "sent")
            device.lock.wait_for(lambda: device.traffic.heard >= sent, self.PATIENCE)
        result = {"corr": message["id"], "ok": True, "result": order(message) or {}}
        if apart:
            result["sent"] = device.traffic.sent
        device.tell("ctl-result", result, link=link)

    # MARK: Where an order applies

    def appliance(self, message: dict) -> Appliance:
        """The instance that an order names."""
        inst = member(message, "inst", str)
        for each in self.device.appliances:
            if each.inst == inst:
                return each
        raise Problem(201, f"there is no instance '{inst}' here")

    def matched(self, message: dict) -> tuple[str | None, str | None]:
        """The payload and the instance that an order is limited to."""
        match = message.get("match", {})
        return match.get("payload"), match.get("inst")

    # MARK: Verbs

    def reset(self, message: dict) -> None:
        """Forgets what was received, what waits, or everything; numbers count on until `hello`."""
        device, scope = self.device, member(message, "scope", str)
        if scope not in ("session", "queue", "factory"):
            raise Problem(101, f"there is no scope '{scope}'")
        if scope in ("session", "factory"):
            device.seen.clear()
            device.observed.clear()
        if scope in ("queue", "factory"):
            device.timers.clear()
            device.waiting.clear()
            for each in device.appliances:
                each.drop()
        if scope == "factory":
            device.faults.clear()
            device.down.clear()
            device.appliances = device.make(device)

    def inject(self, message: dict) -> None:
        """Behaves wrongly from now on."""
        name = member(message, "fault", str)
        if name not in FAULTS:
            raise Problem(601, f"there is no fault '{name}' here")
        until = None
        if "duration_us" in message:
            until = self.device.clock.now() + moment(message, "duration_us")
        fault = Fault(name, *self.matched(message), message.get("count"), until,
                      message.get("amount"))
        self.device.faults.append(fault)

    def clear(self, message: dict) -> None:
        """Behaves again."""
        name, (payload, inst) = message.get("fault"), self.matched(message)
        self.device.faults = [
            fault for fault in self.device.faults
            if name not in (None, fault.name) or payload not in (None, fault.payload)
            or inst not in (None, fault.inst)
        ]

    def trigger(self, message: dict) -> None:
        """Lets something happen; `send` sends any payload that the instance may send."""
        event, appliance = member(message, "event", str), self.appliance(message)
        arguments = message.get("args", {})
        if event != "send":
            appliance.trigger(event, arguments)
            return
        kind = self.device.kinds.get(member(arguments, "payload", str))
        if kind is None or (kind.actor, kind.direction) != (appliance.actor, "tx"):
            raise Problem(202, f"'{appliance.inst}' does not send '{arguments['payload']}'")
        attributes = member(arguments, "attributes", dict)
        kind.check(attributes)
        appliance.send(kind.name, member(arguments, "to", dict), attributes)

    def clock(self, message: dict) -> dict:
        """Reads, stops or moves the clock; what comes due is done before the answer."""
        device, op = self.device, member(message, "op", str)
        clock, now = device.clock, device.clock.now()
        if op == "freeze":
            clock.held = now
        elif op in ("advance", "run-until"):
            if clock.held is None:
                raise Problem(402, "the clock runs as on the wall: freeze it first")
            goal = now + moment(message, "us") if op == "advance" else moment(message, "t")
            device.run_until(goal)
            clock.held = max(clock.held, goal)
        elif op != "get":
            raise Problem(101, f"there is no 'op' called '{op}'")
        due = {"next": device.timers[0][0]} if device.timers else {}
        return {"now": clock.now(), **due}

    def observe(self, message: dict) -> dict:
        """Tells what the appliances have received, a thousand at a time."""
        since = moment(message, "since")
        return {"items": [each for each in self.device.observed if each["n"] >= since][:1000]}

    def state(self, message: dict) -> dict:
        """Tells what an instance is like now."""
        key = member(message, "key", str)
        if key not in STATES:
            raise Problem(601, f"there is no state '{key}' here")
        return self.appliance(message).state(key)

    def link(self, message: dict) -> None:
        """Takes an instance's link down or up; what it wanted to send meanwhile goes out then."""
        device, op = self.device, member(message, "op", str)
        _, inst = self.matched(message)
        insts = {each.inst for each in device.appliances if inst in (None, each.inst)}
        if op == "down":
            device.down |= insts
        else:
            device.down -= insts
            ready = [again for name, again in device.waiting if name in insts]
            device.waiting = [each for each in device.waiting if each[0] not in insts]
            for again in ready:
                again()
