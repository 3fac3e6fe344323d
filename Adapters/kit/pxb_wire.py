"""PXB v1 on the wire: times, the checks that all messages pass, packed bodies.

docs/pxb.md is the specification; the numbers of a `Problem` are its error codes. This file stands
in Fixtures/pxb and in Adapters/kit, byte for byte the same, so that either can be copied alone.
"""

from __future__ import annotations

import base64
import binascii
import json
import re
import struct
import time
import zlib

VERSION = 1
LIMIT = 1 << 20  # octets of a message
DEPTH = 32  # objects and arrays inside one another
TOKEN = re.compile(r"[A-Za-z0-9._:-]{1,64}")


class Problem(Exception):
    """Why a message cannot be taken, by number."""

    def __init__(self, code: int, detail: str, retry_ms: int | None = None) -> None:
        super().__init__(detail)
        self.code, self.detail, self.retry_ms = code, detail, retry_ms

    def members(self) -> dict:
        """What an `error` says of it."""
        retry = {} if self.retry_ms is None else {"retry_ms": self.retry_ms}
        return {"code": self.code, "detail": self.detail, **retry}


class Clock:
    """Microseconds since 1970: as on the wall, or standing still until the harness moves it."""

    def __init__(self) -> None:
        self.held: int | None = None
        self.ahead = 0

    def now(self) -> int:
        """What time it is."""
        return (time.time_ns() // 1000 if self.held is None else self.held) + self.ahead


# MARK: Reading


def unique(pairs: list[tuple[str, object]]) -> dict:
    """An object in which no key stands twice."""
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a key stands twice in one object")
    return found


def no_constant(name: str) -> None:
    """JSON has no NaN and no Infinity, whatever Python thinks."""
    raise ValueError(f"{name} is no JSON")


def parse(line: bytes, limit: int = LIMIT) -> dict:
    """The object that a line holds."""
    if len(line) > limit:
        raise Problem(103, f"more than {limit} octets")
    try:
        message = json.loads(line.decode(), object_pairs_hook=unique, parse_constant=no_constant)
        if depth(message) > DEPTH:
            raise RecursionError
    except RecursionError:
        raise Problem(103, f"more than {DEPTH} objects and arrays inside one another") from None
    except ValueError as error:
        raise Problem(100, f"no JSON: {error}") from None
    if not isinstance(message, dict):
        raise Problem(101, "a message is an object")
    return message


def depth(value: object) -> int:
    """How many objects and arrays are inside one another."""
    if not isinstance(value, (dict, list)):
        return 0
    return 1 + max(map(depth, value.values() if isinstance(value, dict) else value), default=0)


def member(holder: dict, key: str, kind: type):
    """A member that has to be there and of one kind."""
    value = holder.get(key)
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        raise Problem(101, f"'{key}' is missing or no {kind.__name__}")
    return value


def token(holder: dict, key: str) -> str:
    """A member that names a run, a message, an instance, a clock or a group."""
    value = member(holder, key, str)
    if not TOKEN.fullmatch(value):
        raise Problem(101, f"'{key}' is to be 1 to 64 of A-Z a-z 0-9 . _ : -")
    return value


def moment(holder: dict, key: str) -> int:
    """A member that is a count or a time."""
    value = member(holder, key, int)
    if not 0 <= value < 1 << 53:
        raise Problem(101, f"'{key}' is out of range")
    return value


def check_envelope(message: dict) -> str:
    """Checks what every message carries; returns its kind."""
    if member(message, "v", int) != VERSION:
        raise Problem(102, f"only version {VERSION} is spoken here")
    for key in ("run", "id", "clk"):
        token(message, key)
    for key in ("seq", "t_int", "t_iss"):
        moment(message, key)
    if message["seq"] == 0:
        raise Problem(101, "'seq' counts from 1")
    # What may be absent is of its kind where it stands; null is no absence.
    if "corr" in message:
        token(message, "corr")
    if "exp" in message:
        moment(message, "exp")
    if "prio" in message and member(message, "prio", int) not in range(4):
        raise Problem(101, "'prio' is to be 0 to 3")
    if "via" in message:
        member(message, "via", list)
    return member(message, "kind", str)


# MARK: Packed bodies: what the size of a payload is about

WIDTHS = (  # the first line that fits the key of an attribute tells how its value is packed
    ("address", {"mac", "macs", "eui64"}, ()),
    ("event", {"event_id", "event_ids"}, ()),
    ("failure", {"failure_code", "error_code", "err_code"}, ()),
    ("key", {"security_material", "key_material"}, ()),
    ("time", {"start", "end", "effective_from", "effective_to"}, ()),
    ("free", {"timeout", "duration", "count"}, ()),
    ("address", (), ("mac_address", "mac_addresses")),
    ("key", (), ("_key",)),
    ("identifier", (), ("_id", "_ids")),
    ("code", (), ("_code", "_type", "_level", "_tier", "_pct", "_status", "_state", "criticality")),
    ("time", (), ("_time", "_date")),
)


def pack(attributes: dict, size: int) -> bytes:
    """Attributes in their order as exactly so many octets."""
    body = b"".join(pack_value(value, key) for key, value in attributes.items())
    if len(body) > size:
        raise Problem(400, f"the attributes take {len(body)} octets, and {size} are allowed")
    return body.ljust(size, b"\0")


def pack_value(value: object, key: str) -> bytes:
    """One value, as its key demands."""
    if value is None:
        return b""
    if isinstance(value, bool):
        return bytes([value])
    if isinstance(value, list):
        return bytes([len(value)]) + b"".join(pack_value(each, key) for each in value)
    if isinstance(value, dict):
        return b"".join(pack_value(each, inner) for inner, each in value.items())
    width = next((name for name, keys, endings in WIDTHS
                  if key in keys or key.endswith(tuple(endings))), "free")
    if isinstance(value, str):
        return pack_text(value, width)
    if width == "free":
        if isinstance(value, float) and not value.is_integer():
            return struct.pack(">d", value)
        return struct.pack(">i" if -1 << 31 <= value < 1 << 31 else ">q", int(value))
    octets, low, high = {
        "event": (8, -1 << 63, 1 << 63), "time": (8, -1 << 63, 1 << 63),
        "identifier": (4, 0, 1 << 32), "failure": (2, 0, 1 << 16), "code": (1, -128, 256),
    }.get(width, (0, 0, 0))
    if not low <= value < high or value != int(value):
        raise Problem(400, f"'{key}' is no number that it may be")
    return (int(value) % (1 << 8 * octets)).to_bytes(octets, "big")


def pack_text(text: str, width: str) -> bytes:
    """A text, as its width demands."""
    octets = text.encode()
    check = zlib.crc32(octets).to_bytes(4, "big")
    if width == "event":
        return octets.ljust(8, b"\0") if len(octets) <= 8 else octets[:4] + check
    if width == "identifier":
        return check
    if width == "code":
        return check[3:]
    if width == "key":
        return bytes.fromhex(text)
    if width == "address":
        address = bytes.fromhex(re.sub("[:-]", "", text))
        return address if len(address) == 8 else address[:3] + b"\xff\xfe" + address[3:]
    return bytes([len(octets)]) + octets


def body_of(attributes: dict, size: int) -> dict:
    """The `app` member of a payload."""
    octets = pack(attributes, size)
    return {"size": size, "mode": "packed", "b64": base64.b64encode(octets).decode()}


def octets_of(app: dict) -> bytes:
    """The octets of an `app` member that was received."""
    size, text = member(app, "size", int), member(app, "b64", str)
    if member(app, "mode", str) not in ("packed", "fill"):
        raise Problem(101, "'mode' is 'packed' or 'fill'")
    try:
        octets = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise Problem(101, "'b64' is no base64 with padding") from None
    if len(octets) != size:
        raise Problem(101, f"'size' says {size}, but 'b64' has {len(octets)} octets")
    return octets
