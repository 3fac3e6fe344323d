"""Sessions with the example device for its tests: over every transport, and what is asked for."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from harness import (
    BILLING, LOAD_CONTROL, METER, HTTPHarness, Harness, LineHarness, PolledHarness,
)

KEYS = ("k1:" + "01" * 32, "c1:" + "02" * 32)
SECOND = 1_000_000
MAKERS = {
    "stdio": lambda keys: LineHarness("stdio", keys),
    "TCP, the device calls": lambda keys: LineHarness("dial", keys),
    "TCP, the device is called": lambda keys: LineHarness("listen", keys),
    "HTTP, both post": lambda keys: HTTPHarness("peer", keys),
    "HTTP, the harness asks": lambda keys: HTTPHarness("inbox", keys),
    "HTTP, the device asks": lambda keys: PolledHarness(keys),
}


@contextmanager
def harness(
    way: str = "stdio", keys: tuple[str, str] | None = None, mode: str | None = "real"
) -> Iterator[Harness]:
    """A harness with a device, in a session unless the mode is None."""
    made = MAKERS[way](keys)
    try:
        if mode:
            made.shake_hands(mode)
        yield made
    finally:
        made.stop()


def read_meter(
    to: Harness, kind: str = "kWh-del", whom: dict = METER, **members: object
) -> dict:
    """Asks a meter for a register, m1 unless told otherwise."""
    return to.payload("on-demand_Mtr-read_cmd", BILLING, whom,
                      {"meter_id": whom["inst"], "reading_type": kind}, 25, **members)


def switch(to: Harness, code: str, name: str = "SW_opr_cmd") -> dict:
    """Orders meter m1 to operate its switch."""
    return to.payload(name, BILLING, METER, {"meter_id": "m1", "command_code": code}, 25)


def shed(
    to: Harness, whom: dict, start: int, name: str = "Load_mgm_reqst", **changes: object
) -> dict:
    """Asks thermostats to shed load from a second on."""
    address = {"Load_mgm_reqst": {"device_id": "p1", "mac": "02-00-00-00-00-00-00-01"},
               "Load_mgm_reqst_mltcst": {"group_id": "north"}}.get(name, {"broadcast_id": "all"})
    attributes = {**address, "event_id": "E17", "start": start, "duration_s": 3600,
                  "rand_start_s": 300, "rand_stop_s": 300, "load_adj_pct": -50, "max_duty_pct": 50,
                  "criticality": 4, **changes}
    return to.payload(name, LOAD_CONTROL, whom, attributes, 100, prio=2)
