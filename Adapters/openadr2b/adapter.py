#!/usr/bin/env python3
"""The OpenADR 2.0b adapter: PXB on standard input and output, a VTN (openleadr) towards the VENs.

    adapter.py [--vens p1,p2] [--actor PCT] [--group NAME=p1,p2] [--poll SECONDS] [--port PORT]
               [--ven COMMAND] [--refusing p2]

Each VEN registers under the name of its instance. With --ven the adapter starts one for each, by a
command in which {url}, {name} and {answer} stand for the VTN, the instance and what it answers at
first (optIn, or optOut if it is among those refusing), and steers it by lines on its standard input
(see ven.py); otherwise it waits for VENs that somebody else starts. What goes into which message is
in map.json, and docs/adapters.md tells the rest.
"""

from __future__ import annotations

import argparse
import asyncio
import hashlib
import json
import logging
import os
import shlex
import sys
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from pathlib import Path

from aiohttp import web
from openleadr import OpenADRServer, objects
from openleadr.service import OptService, handler, service

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "kit"))
from pxb_adapter import Adapter, Payload, serve  # noqa: E402
from pxb_wire import Problem  # noqa: E402

VTN = "SYNCHROSCOPE"  # openleadr's VEN refuses names in lower case
REGISTRATION = 20.0  # seconds that VENs have to register


@dataclass
class Event:
    """An event of one VEN: the payload that asked for it, and what has come of it."""

    payload: Payload
    event: objects.Event
    request: dict
    answer: str | None = None


@dataclass
class Options:
    """What a run of the adapter is about."""

    actor: str
    vens: list[str]
    groups: dict[str, list[str]]
    poll: float
    port: int
    command: str | None
    refusing: list[str]
    reduction: int
    map: dict = field(default_factory=dict)


@service("EiOpt")
class OptOuts(OptService):
    """The service for opting out of what was accepted, which the library leaves to others."""

    def __init__(self, adapter: VTNAdapter) -> None:
        super().__init__(VTN)
        self.adapter = adapter

    @handler("oadrCreateOpt")
    async def create_opt(self, payload: dict) -> tuple[str, dict]:
        """Takes an opt; one that names no event is noted and does nothing."""
        await self.adapter.answered(payload["ven_id"], payload.get("event_id"), payload["opt_type"])
        return "oadrCreatedOpt", {"opt_id": payload["opt_id"]}


class VTNAdapter(Adapter):
    """Requests become events, and the VENs' answers become payloads."""

    def __init__(self, options: Options) -> None:
        self.options, self.map = options, options.map
        self.events: dict[tuple[str, str], Event] = {}
        self.given: dict[str, int] = {}
        self.registered: dict[str, asyncio.Event] = {}
        self.processes: dict[str, asyncio.subprocess.Process] = {}

    # MARK: The VTN

    async def start(self) -> None:
        """Serves as VTN, and waits until every VEN has registered."""
        options = self.options
        self.registered = {ven: asyncio.Event() for ven in options.vens}
        self.server = OpenADRServer(
            vtn_id=VTN, http_host="127.0.0.1", http_port=options.port, ven_lookup=self.look_up,
            requested_poll_freq=timedelta(seconds=options.poll))
        self.server.add_handler("on_create_party_registration", self.register)
        self.server.add_handler("on_register_report", self.no_report)
        opts = OptOuts(self)
        path = f"{self.server.http_path_prefix}/EiOpt"
        self.server.app.add_routes([web.post(path, opts.handler)])
        await self.server.run()
        url = "http://127.0.0.1:{}{}".format(
            self.server.app_runner.addresses[0][1], self.server.http_path_prefix)
        print(f"VTN at {url}", file=sys.stderr, flush=True)
        for ven in options.vens if options.command else []:
            values = {"url": url, "name": ven,
                      "answer": "optOut" if ven in options.refusing else "optIn"}
            words = [word.format(**values) for word in shlex.split(options.command)]
            self.processes[ven] = await asyncio.create_subprocess_exec(
                *words, stdin=asyncio.subprocess.PIPE, stdout=sys.stderr.fileno())
        try:
            waiting = [each.wait() for each in self.registered.values()]
            await asyncio.wait_for(asyncio.gather(*waiting), REGISTRATION)
        except asyncio.TimeoutError:
            missing = [ven for ven, event in self.registered.items() if not event.is_set()]
            await self.stop()
            raise SystemExit(f"error: no registration of {', '.join(missing)}") from None

    async def stop(self) -> None:
        """Ends the VENs that were started, and the VTN."""
        for process in self.processes.values():
            process.stdin.close()
        for process in self.processes.values():
            try:
                await asyncio.wait_for(process.wait(), 3)
            except asyncio.TimeoutError:
                process.kill()
                await process.wait()
        await self.server.stop()

    async def register(self, request: dict) -> tuple[str, str] | bool:
        """Admits the VENs of this run, under their own names."""
        name = request["ven_name"]
        if name not in self.registered:
            return False
        self.registered[name].set()
        return name, f"registration-{name}"

    async def look_up(self, ven_id: str) -> dict | None:
        """Tells the library which VENs have registered."""
        known = ven_id in self.registered and self.registered[ven_id].is_set()
        return {"ven_id": ven_id, "registration_id": f"registration-{ven_id}"} if known else None

    async def no_report(self, *_: object, **__: object) -> None:
        """Asks for no reports."""

    # MARK: PXB

    def capability(self) -> dict:
        """What can be tested by this adapter."""
        options, requests = self.options, self.map["requests"]
        sent = dict.fromkeys(each["answer"] for each in requests.values() if "answer" in each)
        payloads = [{"name": name, "dir": "rx", "actor": options.actor} for name in requests]
        payloads += [{"name": name, "dir": "tx", "actor": options.actor}
                     for name in [*sent, "Load_mgm_opt_out"]]
        events = ["user-opt-out", "x-answer"] if options.command else []
        return {
            "implementation": {"vendor": "OpenLEADR", "product": "openleadr VEN", "version": "0.5"},
            "roles": [{"actor": options.actor, "insts": options.vens}],
            "payloads": payloads,
            "ctl": {"verbs": ["reset", "clock"] + (["trigger"] if events else []),
                    "events": events, "faults": [], "states": []},
            "poll": {"period_s": max(1, round(options.poll))},
            "sec": {"mtls": False, "mac": False},
            "ixit": {
                "timers_us": {"poll": int(options.poll * 1e6), "answer": int(self.patience * 1e6)},
                "groups": options.groups, "macs": {ven: self.mac(ven) for ven in options.vens},
                "filled": self.map["filled"],
                "unreached": self.map["unreached"],
            },
        }

    @property
    def patience(self) -> float:
        """Seconds after which a VEN that was given an event is not expected to answer any more."""
        return 3 * self.options.poll + 10

    async def receive(self, payload: Payload) -> None:
        """Queues an event; the VEN gets it with its next poll."""
        request = self.map["requests"].get(payload.name)
        if request is None:
            raise Problem(202, f"'{payload.name}' is not in the map")
        ven, event = payload.receiver["inst"], self.event(payload, request)
        event_id = event.event_descriptor.event_id
        queue = self.server.events.setdefault(ven, [])
        old = next((each for each in queue if each.event_descriptor.event_id == event_id), None)
        if old:  # the same event again is a modification of it
            number = old.event_descriptor.modification_number + 1
            event.event_descriptor.modification_number = number
            queue.remove(old)
        self.events[ven, event_id] = Event(payload, event, request)
        self.given.pop(event_id, None)
        period = event.active_period
        self.server.add_raw_event(
            ven, event, callback=self.answered, delivery_callback=lambda: self.deliver(event_id))
        event.active_period = period  # the library makes one of its own, without the tolerance
        self.link.accepted(payload)
        late = Problem(501, "the VEN has not answered")
        self.link.after(self.patience, lambda: self.withdraw(payload, event, late))
        if payload.expires is not None:
            over = Problem(406, "it expired before the VEN had it")
            wait = max(0, payload.expires - payload.received) / 1e6
            self.link.after(wait, lambda: self.withdraw(payload, event, over))
        left = (period.dtstart + period.duration - datetime.now(timezone.utc)).total_seconds()
        self.link.after(max(left, self.patience), lambda: event in queue and queue.remove(event))

    def withdraw(self, payload: Payload, event: objects.Event, problem: Problem) -> None:
        """Gives up a request that no VEN has answered: what it may say later comes too late."""
        ven, event_id = payload.receiver["inst"], event.event_descriptor.event_id
        if self.link.is_open(payload):
            if event in self.server.events[ven]:
                self.server.events[ven].remove(event)
            self.events.pop((ven, event_id), None)
            self.link.refuse(payload, problem)

    def event(self, payload: Payload, request: dict) -> objects.Event:
        """The event that a request asks for, by the map."""
        asked, now = payload.attributes, datetime.now(timezone.utc)
        voluntary = request["signals"] == "voluntary"
        try:
            start = now if voluntary else datetime.fromtimestamp(asked["start"], timezone.utc)
            length = timedelta(seconds=asked["duration_s"])
            signals = [
                objects.EventSignal(
                    signal_name=signal["name"], signal_type=signal["type"], signal_id=f"s{number}",
                    intervals=[objects.Interval(
                        dtstart=start, duration=length, signal_payload=signal["scale"]
                        * asked.get(signal.get("attribute"), signal["usual"]))])
                for number, signal in enumerate(self.map["signals"][request["signals"]])
            ]
            event_id = payload.id if voluntary else str(asked["event_id"])
            spread = timedelta(seconds=asked.get("rand_start_s", 0))
        except (KeyError, TypeError, ValueError, OverflowError, OSError) as error:
            raise Problem(400, f"no event can be made of these attributes: {error!r}") from None
        target = objects.Target(ven_id=payload.receiver["inst"]) if payload.is_unicast else (
            objects.Target(group_id=str(asked.get("group_id", "everyone"))))
        return objects.Event(
            event_descriptor=objects.EventDescriptor(
                event_id=event_id, modification_number=0, event_status="far",
                market_context=self.map["contexts"][request["signals"]],
                priority=int(asked.get("criticality", 0))),
            active_period=objects.ActivePeriod(
                dtstart=start, duration=length,
                tolerance={"startafter": spread} if spread else None),
            event_signals=signals, targets=[target], response_required="always")

    def deliver(self, event_id: str) -> None:
        """Notes when a VEN was first given an event."""
        self.given.setdefault(event_id, self.link.clock.now())

    async def answered(self, ven_id: str, event_id: str, opt_type: str) -> None:
        """A VEN has opted in or out: the event has reached its application."""
        known = self.events.get((ven_id, event_id))
        if known is None:
            return
        # The library forgets whom to tell after one answer; a customer may leave later.
        self.server.event_callbacks[event_id] = (known.event, self.answered)
        payload, given = known.payload, self.given.get(event_id)
        self.link.consumed(payload, given)
        if known.answer == opt_type:
            return  # openleadr repeats its answer whenever events are distributed
        is_first, known.answer = known.answer is None, opt_type
        mac = payload.attributes.get("mac", self.mac(ven_id))
        if opt_type == "optOut":
            self.tell(known, "Load_mgm_opt_out", {
                "device_ids": [ven_id], "macs": [mac], "event_ids": [event_id]},
                "cmd", None, given if is_first else None)
        elif "answer" in known.request and is_first:
            self.tell(known, known.request["answer"], {
                "device_id": ven_id, "mac": mac, "ack_code": 0, "event_id": event_id,
                "est_reduction_w": self.options.reduction}, "ack", payload.id, given)

    def tell(self, known: Event, name: str, attributes: dict, kind: str, corr: str | None,
             planned: int | None) -> None:
        """Sends what a VEN has said to whoever asked."""
        payload = known.payload
        self.link.send(name, kind, payload.receiver, payload.sender, attributes,
                       self.map["sizes"][name], corr, planned)

    def mac(self, ven: str) -> str:
        """The address declared for a VEN, since its protocol has none: made of its name."""
        name = f"{self.options.actor}/{ven}".encode()
        return "02" + hashlib.sha256(name).hexdigest()[:14]

    # MARK: The customer

    async def trigger(self, event: str, inst: str, arguments: dict) -> None:
        """Steers a VEN that the adapter started, as its customer would."""
        process = self.processes.get(inst)
        if process is None:
            raise Problem(201, f"no VEN '{inst}' was started here")
        if event == "user-opt-out":
            event_id = arguments.get("event_id")
            if (inst, event_id) not in self.events:
                raise Problem(401, f"'{inst}' has no event '{event_id}'")
            line = f"opt-out {event_id}\n"
        elif event == "x-answer" and arguments.get("answer") in ("optIn", "optOut"):
            line = f"answer {arguments['answer']}\n"
        else:
            raise Problem(601, f"there is no event '{event}' with these arguments here")
        process.stdin.write(line.encode())
        await process.stdin.drain()


def main() -> None:
    """Reads the options, and runs."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--vens", default="p1", help="the instances, and names, of the VENs")
    parser.add_argument("--actor", default="PCT", help="the actor that they stand for")
    parser.add_argument("--group", action="append", default=[], metavar="NAME=VEN,VEN")
    parser.add_argument("--poll", type=float, default=1.0, help="seconds between polls")
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--ven", metavar="COMMAND", help="starts VENs: {url}, {name} are put in")
    parser.add_argument("--refusing", default="", help="the VENs that opt out at first")
    parser.add_argument("--reduction", type=int, default=1000, help="watts a VEN is said to save")
    given = parser.parse_args()
    groups = dict(group.split("=", 1) for group in given.group)
    groups = {name: members.split(",") for name, members in groups.items()}
    payload_map = json.loads(Path(__file__).with_name("map.json").read_text())
    logging.basicConfig(stream=sys.stderr, level=logging.WARNING)
    logging.getLogger("openleadr").setLevel(os.environ.get("OPENLEADR_LOG", "WARNING"))
    serve(VTNAdapter(Options(
        given.actor, given.vens.split(","), groups, given.poll, given.port, given.ven,
        given.refusing.split(","), given.reduction, payload_map)))


if __name__ == "__main__":
    main()
