"""PXB v1 as a device sees it: the session, payloads in and out, timers, the control channel.

A `Device` takes lines from a transport and puts lines on links; it knows nothing of sockets. What
the appliances do with payloads is theirs. Reading starts at `Device.receive`.
"""

from __future__ import annotations

import heapq
import json
import random
import re
import threading
import traceback
import zlib
from collections import OrderedDict, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

from pxb_appliance import Appliance, PayloadKind
from pxb_security import Authenticator
from pxb_wire import (
    LIMIT, TOKEN, VERSION, Clock, Problem, body_of, check_envelope, member, moment, octets_of,
    parse, token,
)


@dataclass
class Fault:
    """Something that the harness told the device to do wrong."""

    name: str
    payload: str | None
    inst: str | None
    left: int | None
    until: int | None
    amount: float | None


@dataclass
class Link:
    """Where messages go out, in order; a transport takes them from here."""

    lines: deque[bytes] = field(default_factory=deque)
    changed: threading.Condition = field(default_factory=threading.Condition)
    sent: int = 0
    heard: int = 0
    open: bool = True

    def put(self, line: bytes) -> None:
        """Queues a line."""
        with self.changed:
            if self.open:
                self.lines.append(line)
                self.sent += 1
                self.changed.notify_all()

    def take(self, wait: float | None = None) -> list[bytes]:
        """All that is queued, after waiting for some; none when the link is closed."""
        with self.changed:
            self.changed.wait_for(lambda: self.lines or not self.open, wait)
            lines = list(self.lines)
            self.lines.clear()
            return lines

    def give_back(self, lines: list[bytes]) -> None:
        """Puts lines back in front that could not be handed over."""
        with self.changed:
            self.lines.extendleft(reversed(lines))
            self.changed.notify_all()

    def close(self) -> None:
        """Lets whoever waits go on."""
        with self.changed:
            self.open = False
            self.changed.notify_all()


class Device:
    """Everything between the transports and the appliances; one session at a time."""

    def __init__(
        self, kinds: list[PayloadKind], make: Callable[[Device], list[Appliance]],
        timers_us: dict[str, int], authenticator: Authenticator | None = None,
    ) -> None:
        self.lock = threading.Condition()  # transports and time come from several threads
        self.clock = Clock()
        self.authenticator = authenticator
        self.kinds = {kind.name: kind for kind in kinds}
        self.make, self.timers_us = make, timers_us
        self.control = None  # a ControlChannel, in builds that are tested
        self.traffic: Link | None = None
        self.begin("none", 0)

    def begin(self, run: str, time: int) -> None:
        """Forgets what was before, and starts a run."""
        self.run, self.harness_time = run, time
        self.selection: dict = {}
        self.counters: dict[str, int] = {}
        self.seen: OrderedDict[tuple, None] = OrderedDict()
        self.observed: deque[dict] = deque(maxlen=10_000)
        self.observed_count = 0
        self.faults: list[Fault] = []
        self.down: set[str] = set()
        self.waiting: list[tuple[str, Callable[[], None]]] = []
        self.timers: list[tuple[int, int, Callable[[], None]]] = []
        self.timer_count = 0
        self.appliances = self.make(self)

    # MARK: Receiving

    def receive(self, read: Callable[[], bytes], link: Link, traffic: Link | None = None) -> None:
        """Takes one message, as `read` gives it after checking its code.

        Refusals and results of the control channel go out on the link, all else on that for
        traffic, which is the same where there is one connection.
        """
        with self.lock:
            message: dict = {}
            traffic = traffic or link
            try:
                try:
                    message = parse(read())
                finally:
                    # Orders on a way of their own are not counted with the traffic.
                    traffic.heard += link is traffic or message.get("kind") != "ctl"
                self.dispatch(message, check_envelope(message), link, traffic)
            except Problem as problem:
                self.refuse(problem, message, link)
            except (AttributeError, KeyError, OverflowError, TypeError, ValueError) as error:
                problem = Problem(101, f"a member is not what it should be: {error}")
                self.refuse(problem, message, link)
            self.lock.notify_all()

    def dispatch(self, message: dict, kind: str, link: Link, traffic: Link) -> None:
        """Hands a message to what knows its kind."""
        if kind == "hello":
            self.hello(message, traffic)
        elif kind == "ctl":
            if self.control is None:
                raise Problem(600, "this build has no control channel")
            self.control.obey(message, link)
        elif message["run"] != self.run:
            raise Problem(101, f"the run is '{self.run}', not '{message['run']}'")
        elif kind == "selection":
            self.select(message)
        elif kind == "payload":
            self.payload(message, link)
        elif kind not in ("receipt", "error", "bye"):  # these ask for nothing
            raise Problem(101, f"a device is not sent '{kind}'")

    def refuse(self, problem: Problem, message: dict, link: Link) -> None:
        """Says why a message was not taken."""
        named = isinstance(message.get("id"), str) and TOKEN.fullmatch(message["id"])
        what = {**({"corr": message["id"]} if named else {}), **problem.members()}
        if message.get("kind") == "ctl" and named:
            self.tell("ctl-result", {"ok": False, **what}, link=link)
        elif message.get("kind") not in ("error", "receipt"):  # else two parties might never stop
            self.tell("error", what, link=link)

    # MARK: The session

    def hello(self, message: dict, link: Link) -> None:
        """Answers a greeting by what can be tested here."""
        if VERSION not in member(message, "versions", list):
            raise Problem(102, f"only version {VERSION} is spoken here")
        time = moment(message, "time")
        is_virtual = self.control is not None and "virtual-time" in message.get("wants", [])
        self.clock.held = time if is_virtual else None
        self.traffic = link
        self.begin(message["run"], time)
        self.tell("capability", {"corr": message["id"], **self.capability()})

    def capability(self) -> dict:
        """What this device is, what it can do and what a tester must know."""
        roles: dict[str, list[str]] = {}
        groups: dict[str, list[str]] = {}
        macs = {each.inst: each.mac for each in self.appliances if each.mac}
        for each in self.appliances:
            roles.setdefault(each.actor, []).append(each.inst)
            for group in each.groups:
                groups.setdefault(group, []).append(each.inst)
        mode = "real" if self.clock.held is None else "virtual"
        return {
            "version": VERSION,
            "implementation": {"vendor": "Synchroscope", "product": "pxb-example", "version": "1"},
            "roles": [{"actor": actor, "insts": insts} for actor, insts in roles.items()],
            "payloads": [{"name": kind.name, "dir": kind.direction, "actor": kind.actor}
                         for kind in self.kinds.values()],
            "receipts": True,
            "clock": {"name": "dut", "mode": mode, "resolution_us": 1, "sync": "none"},
            "ctl": self.control.capability() if self.control else {},
            "limits": {"octets": LIMIT},
            "sec": {"mtls": False, "mac": self.authenticator is not None},
            "ixit": {"timers_us": self.timers_us, "groups": groups, "macs": macs,
                     "hazards": [each.inst for each in self.appliances if each.is_hazard]},
        }

    def select(self, message: dict) -> None:
        """Agrees to what will be tested."""
        for role in member(message, "roles", list):
            for inst in member(role, "insts", list):
                self.find(role.get("actor"), inst)
        if member(message, "time", str) != "virtual":
            self.clock.held = None
        elif self.control is None:
            raise Problem(402, "only a control channel moves the clock")
        elif self.clock.held is None:
            self.clock.held = self.harness_time
        self.selection = message
        self.tell("confirmation", {"corr": message["id"]})

    def peer(self, actor: str) -> str | None:
        """The instance of an actor that the harness plays; a guess where it does not say."""
        if "peers" not in self.selection:
            return re.sub("[^a-z0-9]+", "-", actor.lower())
        named = [role["insts"] for role in self.selection["peers"] if role["actor"] == actor]
        return named[0][0] if named and named[0] else None

    # MARK: Payloads in

    def find(self, actor: str, inst: str) -> Appliance:
        """The appliance of a name."""
        for each in self.appliances:
            if (each.actor, each.inst) == (actor, inst):
                return each
        if any(each.actor == actor for each in self.appliances):
            raise Problem(201, f"there is no '{actor}' called '{inst}' here")
        raise Problem(200, f"no '{actor}' is played here")

    def gateway(self, to: dict, author: tuple) -> Appliance | None:
        """Who hands a payload on, when it is for somebody of the harness's behind a gateway here."""
        played = {(role["actor"], inst) for role in self.selection.get("peers", [])
                  for inst in role["insts"]}
        receiver = (to.get("actor"), to.get("inst"))
        if receiver not in played or author not in played:
            return None
        return next((each for each in self.appliances if each.is_gateway), None)

    def receivers(self, to: dict) -> list[Appliance]:
        """Whom a payload is for: one, a group, or all of an actor."""
        actor = member(to, "actor", str)
        if "inst" in to:
            return [self.find(actor, token(to, "inst"))]
        group = None if to.get("all") is True else token(to, "group")
        played = [each for each in self.appliances if each.actor == actor]
        if not played:
            raise Problem(200, f"no '{actor}' is played here")
        return [each for each in played if group is None or group in each.groups]

    def payload(self, message: dict, link: Link) -> None:
        """Hands a payload to every appliance that it is for."""
        if not self.selection:
            raise Problem(402, "no payload flows before the handshake is over")
        name, sender = member(message, "name", str), member(message, "from", dict)
        author = (member(sender, "actor", str), token(sender, "inst"))
        octets = octets_of(member(message, "app", dict))
        member(message, "attr", dict)
        if any((each.actor, each.inst) == author for each in self.appliances):
            raise Problem(303, f"nobody but this device speaks for '{author[1]}'")
        to = member(message, "to", dict)
        gateway = self.gateway(to, author)
        if gateway:
            gateway.hand_on(message, octets)
            return
        for receiver in self.receivers(to):
            late = self.strikes("delay", name, receiver.collector) if receiver.collector else None
            if late:
                self.after(int((late.amount or 0) * 1000),
                           partial(self.deliver, message, octets, author, receiver, None))
            else:
                self.deliver(message, octets, author, receiver, link)

    def deliver(
        self, message: dict, octets: bytes, author: tuple, receiver: Appliance, link: Link | None
    ) -> None:
        """Hands a payload to one appliance, unless it cannot be reached or cannot take it."""
        name, received = message["name"], self.clock.now()
        if receiver.inst in self.down or receiver.strikes("no-comms", name):
            for each in self.appliances:
                if each.inst == receiver.collector:
                    each.missed(message, receiver)
            return
        key = (*author, message["id"], receiver.inst)
        try:
            self.check(message, receiver, key in self.seen)
        except Problem as problem:
            self.tell("error", {"corr": message["id"], **problem.members()}, receiver, link)
            return
        stage = "duplicate" if key in self.seen else "consumed"
        times = {"t_rx": received, "t_done": self.clock.now()}
        self.tell("receipt", {"corr": message["id"], "stage": stage, **times,
                              "crc": f"{zlib.crc32(octets):08x}"}, receiver)
        if stage == "consumed":
            self.remember(key, {"id": message["id"], "name": name, "inst": receiver.inst,
                                "t": times["t_done"]})
            if message["attr"] or message["app"]["mode"] == "packed":  # else it is noise
                self.do(lambda: receiver.act(message))

    def check(self, message: dict, receiver: Appliance, is_again: bool) -> None:
        """Refuses what the receiver cannot take."""
        kind = self.kinds.get(message["name"])
        if kind is None or kind.actor != receiver.actor:
            raise Problem(202, f"{receiver.actor} has no payload '{message['name']}'")
        if kind.direction != "rx":
            raise Problem(203, f"{receiver.actor} sends '{kind.name}' and does not receive it")
        if is_again:
            return
        if "exp" in message and self.clock.now() > moment(message, "exp"):
            raise Problem(406, "nobody acts on it any more")
        if receiver.strikes("busy", kind.name):
            raise Problem(407, "too much to do", retry_ms=1000)
        if message["attr"] or message["app"]["mode"] == "packed":
            kind.check(message["attr"])
            receiver.check(message)

    def remember(self, key: tuple, what: dict) -> None:
        """Keeps what was consumed: for duplicates, and for whoever observes."""
        self.seen[key] = None
        if len(self.seen) > 1 << 16:
            self.seen.popitem(last=False)
        self.observed_count += 1
        self.observed.append({"n": self.observed_count, **what})

    def strikes(self, name: str, payload: str, inst: str) -> Fault | None:
        """The fault that the harness wants here and now, which may be its last."""
        for fault in self.faults:
            if (fault.name == name and fault.payload in (None, payload)
                    and fault.inst in (None, inst) and fault.left != 0
                    and (fault.until is None or self.clock.now() < fault.until)):
                if fault.left is not None:
                    fault.left -= 1
                return fault
        return None

    # MARK: Messages out

    def send(
        self, sender: Appliance, name: str, to: dict, attributes: dict, corr: str | None,
        planned: int | None = None,
    ) -> None:
        """Sends a payload, unless a fault or a link that is down prevents it."""
        kind = self.kinds[name]
        planned = planned or self.clock.now()
        if sender.strikes("no-comms", name):
            return

        def again() -> None:
            self.send(sender, name, to, attributes, corr, planned)

        if sender.inst in self.down:
            self.waiting.append((sender.inst, again))
        elif delay := self.strikes("delay", name, sender.inst):
            self.after(int((delay.amount or 0) * 1000), again)
        else:
            copies = 2 if sender.strikes("duplicate", name) else 1
            drop = self.strikes("drop", name, sender.inst)
            if drop and random.random() < (1 if drop.amount is None else drop.amount):
                copies = 0
            what = {"name": name, "type": kind.type, "to": to, "attr": attributes,
                    "app": body_of(attributes, kind.size)}
            for each in self.appliances:
                if each.inst == sender.collector:
                    hop = {"rx": self.clock.now(), "tx": self.clock.now()}
                    what["via"] = [{"actor": each.actor, "inst": each.inst, **hop}]
            self.tell("payload", {**({"corr": corr} if corr else {}), **what}, sender,
                      planned=planned, copies=copies)

    def tell(
        self, kind: str, what: dict, sender: Appliance | None = None, link: Link | None = None,
        planned: int | None = None, copies: int = 1,
    ) -> None:
        """Puts a message on its way; every sender counts its own."""
        counter = sender.inst if sender else "control" if kind == "ctl-result" else "session"
        number = self.counters[counter] = self.counters.get(counter, 0) + 1
        now = self.clock.now()
        message = {"v": VERSION, "kind": kind, "run": self.run, "id": f"{counter}-{number}",
                   "seq": number, "clk": "dut", "t_int": planned or now, "t_iss": now}
        if sender:
            message["from"] = {"actor": sender.actor, "inst": sender.inst}
        line = json.dumps({**message, **what}, separators=(",", ":")).encode()
        out = link or self.traffic
        for _ in range(copies if out else 0):
            out.put(line)

    def relay(self, gateway: Appliance, payload: dict, received: int) -> None:
        """Sends a payload of somebody else as it came, with the way that it has gone."""
        hop = {"actor": gateway.actor, "inst": gateway.inst, "rx": received, "tx": self.clock.now()}
        line = json.dumps({**payload, "via": [*payload.get("via", []), hop]}, separators=(",", ":"))
        if self.traffic:
            self.traffic.put(line.encode())

    # MARK: Time

    def after(self, microseconds: int, action: Callable[[], None]) -> None:
        """Does something later."""
        self.timer_count += 1
        heapq.heappush(self.timers, (self.clock.now() + microseconds, self.timer_count, action))
        self.lock.notify_all()

    def do(self, action: Callable[[], None]) -> None:
        """Lets an appliance act; its mistakes go to standard error, and the session goes on."""
        try:
            action()
        except Exception:  # noqa: BLE001
            traceback.print_exc()

    def run_until(self, time: int) -> None:
        """Fires every timer that is due by then, each at its own time."""
        while self.timers and self.timers[0][0] <= time:
            due, _, action = heapq.heappop(self.timers)
            if self.clock.held is not None:
                self.clock.held = max(self.clock.held, due)
            self.do(action)

    def keep_time(self) -> None:
        """Fires timers as time passes on the wall; runs in a thread of its own."""
        with self.lock:
            while True:
                wait = None
                if self.clock.held is None:
                    self.run_until(self.clock.now())
                    if self.timers:
                        wait = max(0.0, (self.timers[0][0] - self.clock.now()) / 1e6)
                self.lock.wait(wait)
