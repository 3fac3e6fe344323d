"""What a device is made of: the payloads it knows, and appliances that act on them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pxb_wire import Problem

if TYPE_CHECKING:
    from pxb_device import Device

TYPES = {"text": str, "number": (int, float), "list": list}


@dataclass(frozen=True)
class PayloadKind:
    """A payload of one actor here: `rx` or `tx`, its size, and the attributes it must have."""

    name: str
    actor: str
    direction: str
    type: str
    size: int
    attributes: str

    def check(self, attributes: dict) -> None:
        """Refuses attributes that are missing or of another type."""
        for key, kind in (each.split(":") for each in self.attributes.split()):
            value = attributes.get(key)
            if not isinstance(value, TYPES[kind]) or isinstance(value, bool):
                raise Problem(400, f"'attr.{key}' is missing or no {kind}")


class Appliance:
    """One instance of an actor. Yours inherits from it and says what it does."""

    is_hazard = False  # whether payloads or orders can interrupt somebody's supply
    mac = ""  # its EUI-64, if it has one
    is_gateway = False  # whether it hands payloads on to instances that are not here

    def __init__(
        self, device: Device, actor: str, inst: str, groups: tuple[str, ...] = (),
        collector: str | None = None,
    ) -> None:
        self.device, self.actor, self.inst, self.groups = device, actor, inst, groups
        self.collector = collector  # the instance that its payloads pass, if any

    def check(self, payload: dict) -> None:
        """Refuses a payload that the appliance cannot take, before it is consumed."""

    def act(self, payload: dict) -> None:
        """Does what a payload asks for; the receipt is on its way already."""

    def missed(self, payload: dict, receiver: Appliance) -> None:
        """A payload did not reach another appliance: collectors and head ends report that."""

    def hand_on(self, payload: dict, octets: bytes) -> None:
        """Takes a payload for somebody behind it: gateways do."""

    def drop(self) -> None:
        """Whatever waited for its time will not happen."""

    def trigger(self, event: str, arguments: dict) -> None:
        """Lets something happen at the appliance."""
        raise Problem(601, f"{self.actor} has no event '{event}'")

    def state(self, key: str) -> dict:
        """Tells what the appliance is like now."""
        raise Problem(601, f"{self.actor} has no state '{key}'")

    def send(self, name: str, to: dict, attributes: dict, corr: str | None = None) -> None:
        """Sends a payload."""
        self.device.send(self, name, to, attributes, corr)

    def send_copies(
        self, cause: dict, name: str, copies: tuple[str, ...], attributes: dict,
    ) -> None:
        """Sends a payload to whoever caused it, and to other actors where they are played."""
        self.send(name, cause["from"], attributes, cause.get("id"))
        for actor in copies:
            inst = self.device.peer(actor)
            if inst and actor != cause["from"]["actor"]:
                self.send(name, {"actor": actor, "inst": inst}, attributes, cause.get("id"))

    def after(self, microseconds: int, action: Callable[[], None]) -> None:
        """Does something later."""
        self.device.after(microseconds, action)

    def strikes(self, fault: str, payload: str) -> bool:
        """Whether the harness wants a fault here and now."""
        return self.device.strikes(fault, payload, self.inst) is not None

    def check_hazard(self) -> None:
        """Refuses what interrupts supply, unless the run allows it here."""
        if self.inst not in self.device.selection.get("hazards", []):
            raise Problem(602, f"this run may not interrupt the supply of '{self.inst}'")
