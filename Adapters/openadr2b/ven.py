#!/usr/bin/env python3
"""A VEN that is nothing but openleadr's client, for trying the adapter.

    ven.py URL NAME [--answer optIn|optOut]

Lines on standard input steer it as a customer would: `answer optOut` says what to answer from now
on, `opt-out EVENT` leaves an event that was accepted. What it received is told on standard output,
one JSON object a line. It ends when standard input does.
"""

import argparse
import asyncio
import contextlib
import json
import logging
import sys
from dataclasses import dataclass, field

from openleadr import OpenADRClient


@dataclass
class Customer:
    """Whoever decides about events, and what was decided."""

    answer: str
    events: dict[str, int] = field(default_factory=dict)

    async def decide(self, event: dict) -> str:
        """Answers an event, and tells what it was."""
        descriptor = event["event_descriptor"]
        if descriptor["event_status"] == "cancelled":
            return "optIn"
        self.events[descriptor["event_id"]] = descriptor["modification_number"]
        tell(
            event=descriptor["event_id"],
            priority=descriptor["priority"],
            start=event["active_period"]["dtstart"].isoformat(),
            seconds=event["active_period"]["duration"].total_seconds(),
            signals=[
                [each["signal_name"], each["signal_type"], each["intervals"][0]["signal_payload"]]
                for each in event["event_signals"]
            ],
            answer=self.answer,
        )
        return self.answer


def tell(**what: object) -> None:
    """Prints one JSON object."""
    print(json.dumps(what), file=sys.__stdout__, flush=True)


async def obey(client: OpenADRClient, customer: Customer, line: str) -> None:
    """Does what one line says."""
    order, _, argument = line.strip().partition(" ")
    if order == "answer" and argument in ("optIn", "optOut"):
        customer.answer = argument
    elif order == "opt-out" and argument in customer.events:
        await client.created_event(None, argument, "optOut", customer.events[argument])
    elif order:
        tell(error=f"cannot do '{line.strip()}'")


async def run(url: str, name: str, answer: str) -> None:
    """Registers, polls and obeys until standard input ends."""
    customer = Customer(answer)
    client = OpenADRClient(ven_name=name, vtn_url=url, allow_jitter=False)
    client.add_handler("on_event", customer.decide)
    client.add_handler("on_update_event", customer.decide)
    await client.run()
    tell(registered=client.ven_id, poll_s=client.poll_frequency.total_seconds())
    lines = asyncio.StreamReader()
    await asyncio.get_running_loop().connect_read_pipe(
        lambda: asyncio.StreamReaderProtocol(lines), sys.stdin
    )
    while line := await lines.readline():
        await obey(client, customer, line.decode())
    await client.stop()


def main() -> None:
    """Reads the options and runs."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("url")
    parser.add_argument("name")
    parser.add_argument("--answer", choices=["optIn", "optOut"], default="optIn")
    options = parser.parse_args()
    logging.basicConfig(stream=sys.stderr, level=logging.WARNING)
    logging.getLogger("openleadr").setLevel(logging.WARNING)
    with contextlib.redirect_stdout(sys.stderr):  # the library prints
        asyncio.run(run(options.url, options.name, options.answer))


if __name__ == "__main__":
    main()
