"""The adapter kit: speaks PXB v1 to a harness on standard input and output for a protocol adapter.

An author inherits from `Adapter` and writes only the mapping. The kit does the handshake, receipts,
duplicates, expiry, sequence numbers, packing, timers and the end; and it keeps standard output for
messages, whatever the libraries of the protocol print.

    class Mine(Adapter): ...
    serve(Mine())
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
import threading
import traceback
import zlib
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import BinaryIO

from pxb_wire import (
    LIMIT, TOKEN, VERSION, Clock, Problem, body_of, check_envelope, member, moment, octets_of,
    parse, token,
)


@dataclass(frozen=True)
class Payload:
    """A payload of the harness for one instance."""

    id: str
    name: str
    sender: dict
    receiver: dict
    attributes: dict
    octets: bytes
    received: int
    is_unicast: bool
    expires: int | None = None


def key_of(payload: Payload) -> tuple[str, ...]:
    """What tells a copy of a payload from another one."""
    sender = payload.sender
    return (sender["actor"], sender["inst"], payload.id, payload.receiver["inst"])


class Adapter:
    """What the author of an adapter writes; everything has a default that does nothing."""

    link: Link

    def capability(self) -> dict:
        """The capability statement (docs/pxb.md, 3.1) but for what the kit knows."""
        raise NotImplementedError

    async def start(self) -> None:
        """Opens whatever the protocol needs, before the harness is answered."""

    async def stop(self) -> None:
        """Closes it."""

    async def receive(self, payload: Payload) -> None:
        """Hands a payload to the device; `link.consumed` or `link.refuse` tells the outcome."""
        raise Problem(202, f"'{payload.name}' is not mapped")

    async def trigger(self, event: str, inst: str, arguments: dict) -> None:
        """Lets something happen at the device, where the protocol or its fixture has a way."""
        raise Problem(601, f"there is no event '{event}' here")

    async def state(self, key: str, inst: str) -> dict:
        """Tells what is known of the device."""
        raise Problem(601, f"there is no state '{key}' here")


@dataclass
class Link:
    """The way back to the harness."""

    adapter: Adapter
    out: BinaryIO
    clock: Clock = field(default_factory=Clock)
    run: str = "none"
    selection: dict | None = None
    description: dict = field(default_factory=dict)
    counters: dict[str, int] = field(default_factory=dict)
    seen: OrderedDict[tuple, None] = field(default_factory=OrderedDict)
    open: dict[tuple[str, str], Payload] = field(default_factory=dict)
    timers: set[asyncio.TimerHandle] = field(default_factory=set)
    tasks: set[asyncio.Task] = field(default_factory=set)

    # MARK: For adapters

    def accepted(self, payload: Payload) -> None:
        """The payload is queued; this is no delivery."""
        self.receipt(payload, "accepted")

    def consumed(self, payload: Payload, received: int | None = None) -> None:
        """The device's application has the payload now; `received` is when the device got it."""
        if self.close(payload):
            now = self.clock.now()
            received = min(received or payload.received, now)
            self.receipt(payload, "consumed", t_rx=received, t_done=now,
                         crc=f"{zlib.crc32(payload.octets):08x}")

    def refuse(self, payload: Payload, problem: Problem) -> None:
        """The payload was not consumed, and never will be."""
        if self.close(payload):
            self.seen.pop(key_of(payload), None)
            self.tell("error", {"corr": payload.id, **problem.members()}, payload.receiver)

    def is_open(self, payload: Payload) -> bool:
        """Whether the harness still waits for an outcome."""
        return (payload.id, payload.receiver["inst"]) in self.open

    def send(
        self, name: str, type: str, sender: dict, to: dict, attributes: dict, size: int,
        corr: str | None = None, planned: int | None = None,
    ) -> None:
        """Sends a payload as the device, whose message may have been under way since `planned`."""
        what = {"name": name, "type": type, "to": to, "attr": attributes,
                "app": body_of(attributes, size)}
        self.tell("payload", {**({"corr": corr} if corr else {}), **what}, sender, planned)

    def after(self, seconds: float, action: Callable[[], None]) -> None:
        """Does something later, unless the run ends before."""
        def fire() -> None:
            self.timers.discard(handle)
            action()

        handle = asyncio.get_running_loop().call_later(seconds, fire)
        self.timers.add(handle)

    def do(self, work: Awaitable[None], payload: Payload | None = None) -> None:
        """Lets the adapter work; what goes wrong is told, and the session goes on."""
        async def guarded() -> None:
            try:
                await work
            except Problem as problem:
                if payload:
                    self.refuse(payload, problem)
            except Exception:  # noqa: BLE001
                traceback.print_exc()
                if payload:
                    self.refuse(payload, Problem(404, "the adapter failed: see its log"))

        task = asyncio.ensure_future(guarded())
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)

    # MARK: Messages out

    def close(self, payload: Payload) -> bool:
        """Takes a payload off those that wait for their one outcome."""
        key = (payload.id, payload.receiver["inst"])
        # What an earlier run has left behind may have the id of a payload of this one.
        if self.open.get(key) is not payload:
            return False
        del self.open[key]
        return True

    def receipt(self, payload: Payload, stage: str, **members: object) -> None:
        """Sends a receipt."""
        self.tell("receipt", {"corr": payload.id, "stage": stage, **members}, payload.receiver)

    def tell(
        self, kind: str, what: dict, sender: dict | None = None, planned: int | None = None
    ) -> None:
        """Writes a message; every sender counts its own."""
        counter = sender["inst"] if sender else "control" if kind == "ctl-result" else "session"
        number = self.counters[counter] = self.counters.get(counter, 0) + 1
        now = self.clock.now()
        message = {"v": VERSION, "kind": kind, "run": self.run, "id": f"{counter}-{number}",
                   "seq": number, "clk": "dut", "t_int": planned or now, "t_iss": now}
        if sender:
            message["from"] = {"actor": sender["actor"], "inst": sender["inst"]}
        line = json.dumps({**message, **what}, separators=(",", ":")).encode()
        self.out.write(line + b"\n")
        self.out.flush()

    # MARK: Messages in

    async def take(self, line: bytes) -> None:
        """Takes one line of the harness."""
        message: dict = {}
        try:
            message = parse(line)
            kind = check_envelope(message)
            if kind == "hello":
                self.hello(message)
            elif kind == "ctl":
                await self.control(message)
            elif message["run"] != self.run:
                raise Problem(101, f"the run is '{self.run}', not '{message['run']}'")
            elif kind == "selection":
                self.selection = message
                self.tell("confirmation", {"corr": message["id"]})
            elif kind == "payload":
                self.payload(message)
            elif kind not in ("receipt", "error", "bye"):
                raise Problem(101, f"an adapter is not sent '{kind}'")
        except Problem as problem:
            self.refuse_message(message, problem)
        except (AttributeError, KeyError, OverflowError, TypeError, ValueError) as error:
            problem = Problem(101, f"a member is not what it should be: {error}")
            self.refuse_message(message, problem)

    def refuse_message(self, message: dict, problem: Problem) -> None:
        """Says why a message was not taken."""
        named = isinstance(message.get("id"), str) and TOKEN.fullmatch(message["id"])
        what = {**({"corr": message["id"]} if named else {}), **problem.members()}
        if message.get("kind") == "ctl" and named:
            self.tell("ctl-result", {"ok": False, **what})
        elif message.get("kind") not in ("error", "receipt"):  # else two parties might never stop
            self.tell("error", what)

    def hello(self, message: dict) -> None:
        """Starts a run, and says what can be tested."""
        if VERSION not in member(message, "versions", list):
            raise Problem(102, f"only version {VERSION} is spoken here")
        self.end_run()
        self.run, self.selection = message["run"], None
        self.counters.clear()
        self.description = {
            "version": VERSION, "receipts": True, "limits": {"octets": LIMIT},
            "clock": {"name": "dut", "mode": "real", "resolution_us": 1, "sync": "shared"},
            **self.adapter.capability(),
        }
        self.tell("capability", {"corr": message["id"], **self.description})

    def end_run(self) -> None:
        """Forgets what a run has left behind."""
        for handle in self.timers:
            handle.cancel()
        self.timers.clear()
        self.open.clear()
        self.seen.clear()

    def receivers(self, to: dict) -> list[dict]:
        """Whom a payload is for, among those that the adapter stands for."""
        actor, roles = member(to, "actor", str), self.description["roles"]
        insts = [inst for role in roles if role["actor"] == actor for inst in role["insts"]]
        if not insts:
            raise Problem(200, f"no '{actor}' is played here")
        if "inst" in to:
            if token(to, "inst") not in insts:
                raise Problem(201, f"there is no '{actor}' called '{to['inst']}' here")
            insts = [to["inst"]]
        elif to.get("all") is not True:
            groups = self.description.get("ixit", {}).get("groups", {})
            insts = [inst for inst in insts if inst in groups.get(token(to, "group"), [])]
        return [{"actor": actor, "inst": inst} for inst in insts]

    def check_declared(self, name: str, actor: str) -> None:
        """Refuses a payload that the adapter does not say it receives."""
        ways = {each["dir"] for each in self.description["payloads"]
                if each["name"] == name and each.get("actor", actor) == actor}
        if not ways:
            raise Problem(202, f"'{name}' is not known here")
        if "rx" not in ways:
            raise Problem(203, f"'{name}' is sent from here")

    def payload(self, message: dict) -> None:
        """Hands a payload to the adapter, once for each receiver."""
        if self.selection is None:
            raise Problem(402, "no payload flows before the handshake is over")
        sender, to = member(message, "from", dict), member(message, "to", dict)
        member(sender, "actor", str)
        token(sender, "inst")
        attributes, octets = member(message, "attr", dict), octets_of(member(message, "app", dict))
        expires = moment(message, "exp") if "exp" in message else None
        name = member(message, "name", str)
        receivers = self.receivers(to)
        if receivers:
            self.check_declared(name, to["actor"])
        for receiver in receivers:
            payload = Payload(message["id"], name, sender, receiver, attributes, octets,
                              self.clock.now(), "inst" in to, expires)
            if key_of(payload) in self.seen:
                self.receipt(payload, "duplicate")
                continue
            self.open[payload.id, receiver["inst"]] = payload
            if expires is not None and expires < payload.received:
                self.refuse(payload, Problem(406, "nobody acts on it any more"))
                continue
            self.seen[key_of(payload)] = None
            if len(self.seen) > 1 << 16:
                self.seen.popitem(last=False)
            self.do(self.adapter.receive(payload), payload)

    async def control(self, message: dict) -> None:
        """Does what the control channel asks for, as far as the adapter can."""
        verb = member(message, "verb", str)
        if verb not in self.description.get("ctl", {}).get("verbs", []):
            raise Problem(601, f"there is no verb '{verb}' here")
        result: dict = {}
        if verb == "trigger":
            event, inst = member(message, "event", str), member(message, "inst", str)
            await self.adapter.trigger(event, inst, message.get("args", {}))
        elif verb == "state":
            key, inst = member(message, "key", str), member(message, "inst", str)
            result = await self.adapter.state(key, inst)
        elif verb == "reset":
            self.end_run()
        elif verb == "clock" and message.get("op") == "get":
            result = {"now": self.clock.now()}
        else:
            raise Problem(601, f"'{verb}' cannot be done like this here")
        self.tell("ctl-result", {"corr": message["id"], "ok": True, "result": result})


def serve(adapter: Adapter) -> None:
    """Runs an adapter until standard input ends."""
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what libraries print is a log
    asyncio.run(converse(adapter, out))


async def converse(adapter: Adapter, out: BinaryIO) -> None:
    """Takes line after line."""
    lines: asyncio.Queue[bytes] = asyncio.Queue()
    loop = asyncio.get_running_loop()

    def read() -> None:
        while line := sys.stdin.buffer.readline(LIMIT + 2):
            rest = line
            while len(line) > LIMIT and rest and not rest.endswith(b"\n"):
                rest = sys.stdin.buffer.readline(LIMIT)
            if line.strip():
                loop.call_soon_threadsafe(lines.put_nowait, line.rstrip(b"\r\n"))
        loop.call_soon_threadsafe(lines.put_nowait, b"")

    adapter.link = Link(adapter, out)
    await adapter.start()
    threading.Thread(target=read, daemon=True).start()
    try:
        while line := await lines.get():
            await adapter.link.take(line)
    finally:
        adapter.link.end_run()
        await adapter.stop()
