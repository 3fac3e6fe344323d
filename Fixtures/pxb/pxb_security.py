"""PXB v1's message authentication codes: HMAC-SHA-256 over the octets of a message."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import json
import secrets
import time
from collections import OrderedDict

from pxb_wire import LIMIT, Clock, Problem, member, moment, parse, token

WRAPPED_LIMIT = LIMIT // 3 * 4 + 1024  # octets of a line that carries a code


def is_control(octets: bytes) -> bool:
    """Whether a message belongs to the control channel, whose key is another."""
    return parse(octets.partition(b"\n")[0]).get("kind") in ("ctl", "ctl-result")


def wants_virtual_time(message: dict) -> bool:
    """Whether a message opens a session in which the harness moves the clock."""
    wants = message.get("wants")
    return isinstance(wants, list) and "virtual-time" in wants


class Authenticator:
    """Seals messages with keys that both sides have, and opens those of the other side.

    A key is written as NAME:DIGITS. The control channel has one of its own.
    """

    WINDOW = 300_000_000  # microseconds that a message may be old

    def __init__(self, traffic: str, control: str | None = None) -> None:
        self.names = [key.partition(":")[0] for key in (traffic, control or traffic)]
        self.keys = {
            key.partition(":")[0]: bytes.fromhex(key.partition(":")[2])
            for key in (traffic, control or traffic)
        }
        self.seen: OrderedDict[tuple, None] = OrderedDict()

    def code(self, kid: str, ts: int, nonce: str, octets: bytes) -> str:
        """The code of a message's octets, as they go over the wire."""
        head = f"{kid}\n{ts}\n{nonce}\n".encode()
        return hmac.new(self.keys[kid], head + octets, hashlib.sha256).hexdigest()

    def seal(self, octets: bytes) -> dict:
        """What proves the octets: `kid`, `ts`, `nonce` and `mac`."""
        kid = self.names[is_control(octets)]
        ts, nonce = time.time_ns() // 1000, secrets.token_hex(8)
        return {"kid": kid, "ts": ts, "nonce": nonce, "mac": self.code(kid, ts, nonce, octets)}

    def check(self, seal: dict, octets: bytes, clock: Clock) -> None:
        """Refuses octets whose code does not fit, that are old, or that the key is not for."""
        kid, ts, nonce = token(seal, "kid"), moment(seal, "ts"), token(seal, "nonce")
        if kid not in self.keys:
            raise Problem(300, f"the key '{kid}' is not known here")
        mac = member(seal, "mac", str).lower().encode()
        if not hmac.compare_digest(self.code(kid, ts, nonce, octets).encode(), mac):
            raise Problem(301, "the code does not fit the octets")
        messages = [parse(line) for line in octets.splitlines() if line]
        # A clock that the harness moves says nothing about age, but counting does.
        if clock.held is not None or any(wants_virtual_time(each) for each in messages):
            for each in messages:
                sender = each["from"].get("inst") if isinstance(each.get("from"), dict) else None
                self.admit((kid, str(each.get("run")), str(sender), str(each.get("seq"))))
        elif abs(clock.now() - ts) > self.WINDOW:
            raise Problem(302, "the code is more than five minutes away")
        else:
            self.admit((kid, nonce))
        for each in messages:
            if kid != self.names[each.get("kind") in ("ctl", "ctl-result")]:
                raise Problem(303, f"the key '{kid}' is not for '{each.get('kind')}'")

    def admit(self, mark: tuple) -> None:
        """Refuses what was here before."""
        if mark in self.seen:
            raise Problem(302, "the message was here before")
        self.seen[mark] = None
        if len(self.seen) > 1 << 16:
            self.seen.popitem(last=False)

    def wrap(self, octets: bytes) -> bytes:
        """A message as a line that carries its code."""
        wrapper = {**self.seal(octets), "m": base64.b64encode(octets).decode()}
        return json.dumps(wrapper, separators=(",", ":")).encode()

    def unwrap(self, line: bytes, clock: Clock) -> bytes:
        """The message of such a line."""
        wrapper = parse(line, WRAPPED_LIMIT)
        if "m" not in wrapper:
            raise Problem(300, "the message has no code")
        try:
            octets = base64.b64decode(member(wrapper, "m", str), validate=True)
        except (binascii.Error, ValueError):
            raise Problem(101, "'m' is no base64 with padding") from None
        self.check(wrapper, octets, clock)
        return octets
