"""PXB v1's transports: lines over standard input and output or TCP, and the HTTP/1.1 pair."""

from __future__ import annotations

import json
import select
import socket
import sys
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import groupby
from typing import BinaryIO
from urllib.parse import parse_qs, urlsplit

from pxb_device import Device, Link
from pxb_security import WRAPPED_LIMIT, is_control
from pxb_wire import LIMIT, Problem


def start_clock(device: Device) -> None:
    """Lets timers fire by themselves."""
    threading.Thread(target=device.keep_time, daemon=True).start()


# MARK: Lines (T1 and T2)


def lines(reader: BinaryIO, limit: int) -> Iterator[bytes]:
    """Every line; of one that is too long only its beginning, so that it is refused as such."""
    while line := reader.readline(limit + 2):
        rest = line
        while len(line) > limit and rest and not rest.endswith(b"\n"):
            rest = reader.readline(limit)
        if line.strip():
            yield line.rstrip(b"\r\n")


def converse(device: Device, reader: BinaryIO, writer: BinaryIO) -> None:
    """Takes lines until there are no more, and writes what the device says meanwhile."""
    link, authenticator = Link(), device.authenticator

    def read(line: bytes) -> bytes:
        return authenticator.unwrap(line, device.clock) if authenticator else line

    def write() -> None:
        while batch := link.take():
            if authenticator:
                batch = [authenticator.wrap(line) for line in batch]
            try:
                writer.write(b"".join(line + b"\n" for line in batch))
                writer.flush()
            except (OSError, ValueError):
                return  # nobody listens any more

    thread = threading.Thread(target=write)
    thread.start()
    try:
        for line in lines(reader, WRAPPED_LIMIT if authenticator else LIMIT):
            device.receive(lambda line=line: read(line), link)
    except OSError:
        pass  # the connection broke: what was read counts
    link.close()
    thread.join()


def stdio(device: Device) -> None:
    """T1: standard output is for messages only; the end of standard input ends the device."""
    start_clock(device)
    converse(device, sys.stdin.buffer, sys.stdout.buffer)


def address(text: str) -> tuple[str, int]:
    """Host and port."""
    host, _, port = text.rpartition(":")
    return host.strip("[]"), int(port)


def talk(device: Device, connection: socket.socket) -> None:
    """Converses over a connection until the other side closes it."""
    with connection:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        connection.settimeout(None)
        converse(device, connection.makefile("rb"), connection.makefile("wb"))


def dial(device: Device, target: str, control: str | None) -> None:
    """T2: calls the harness, for control a second time; ends with the first connection."""
    start_clock(device)
    if control:
        connection = socket.create_connection(address(control), timeout=10)
        threading.Thread(target=talk, args=(device, connection), daemon=True).start()
    talk(device, socket.create_connection(address(target), timeout=10))


def listen(device: Device, where: str) -> None:
    """T2: waits for the harness, and says on standard error where; control calls again."""
    start_clock(device)
    with socket.create_server(address(where)) as server:
        print("listening on {}:{}".format(*server.getsockname()[:2]), file=sys.stderr, flush=True)
        while True:
            connection, _ = server.accept()
            threading.Thread(target=talk, args=(device, connection), daemon=True).start()


# MARK: The HTTP pair (T3)

BODY_LIMIT = 16 << 20
STATUSES = {100: 400, 101: 400, 102: 400, 103: 413, 200: 404, 201: 404, 202: 404, 203: 404,
            300: 401, 301: 403, 302: 403, 303: 403, 304: 401}


class Handler(BaseHTTPRequestHandler):
    """One connection of the harness."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    timeout = 3600  # of a connection that is kept open
    server: Server

    def do_POST(self) -> None:  # noqa: N802
        """Takes messages, or orders on the port that is for them."""
        length = self.headers.get("Content-Length", "")
        if not length.isdecimal() or int(length) > BODY_LIMIT:
            self.close_connection = True
            self.answer(413 if length.isdecimal() else 411)
            return
        octets, seal = self.rfile.read(int(length)), self.headers.get("PXB-MAC")
        if self.path not in self.server.paths:
            self.answer(404)
            return
        reply = Link()
        are_lines = "ndjson" in self.headers.get("Content-Type", "")
        take(self.server.device, octets, seal, reply, self.server.outbox, are_lines)
        reply.close()
        lines = reply.take()
        refusal = None if are_lines or len(lines) != 1 else json.loads(lines[0])
        if self.path == "/pxb/v1/ctl":
            self.answer(200, lines)
        elif refusal and refusal["kind"] == "error":
            self.answer(STATUSES.get(refusal["code"], 202), lines)
        else:
            self.answer(202, lines)

    def do_GET(self) -> None:  # noqa: N802
        """Hands messages out, after waiting for some."""
        parts = urlsplit(self.path)
        if parts.path not in self.server.paths:
            self.answer(404)
            return
        wait = parse_qs(parts.query).get("wait", ["0"])[0]
        lines = self.server.outbox.take(min(int(wait), 60) if wait.isdecimal() else 0)
        if lines and self.is_gone():
            # Whoever asked has left meanwhile: the lines are for the next who asks.
            self.server.outbox.give_back(lines)
            self.close_connection = True
            return
        self.answer(200 if lines else 204, lines)

    def is_gone(self) -> bool:
        """Whether the other end has closed the connection."""
        readable, _, _ = select.select([self.connection], [], [], 0)
        try:
            return bool(readable) and not self.connection.recv(1, socket.MSG_PEEK)
        except OSError:
            return True

    def answer(self, status: int, lines: list[bytes] | None = None) -> None:
        """Sends a response whose content is lines."""
        content = b"".join(line + b"\n" for line in lines or [])
        self.send_response(status)
        if status != 204:
            self.send_header("Content-Type", "application/x-ndjson")
            self.send_header("Content-Length", str(len(content)))
        if content and self.server.device.authenticator:
            self.send_header("PXB-MAC", sealed(self.server.device, content))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        """Keeps standard error quiet."""


class Server(ThreadingHTTPServer):
    """The device's server; what it serves depends on its paths."""

    daemon_threads = True

    def __init__(self, device: Device, where: str, outbox: Link, paths: list[str]) -> None:
        super().__init__(address(where), Handler)
        self.device, self.outbox = device, outbox
        self.paths = {"/pxb/v1/" + path for path in paths}
        self.url = "http://{}:{}".format(*self.server_address[:2])


def serve_http(device: Device, where: str, control: str | None, peer: str | None) -> None:
    """T3: serves traffic and control; posts messages to a peer, or hands them to whoever asks."""
    start_clock(device)
    outbox = Link()
    paths = ["messages", *([] if peer else ["inbox"]), *([] if control else ["ctl"])]
    traffic = orders = Server(device, where, outbox, paths)
    if control:
        orders = Server(device, control, outbox, ["ctl"])
        threading.Thread(target=orders.serve_forever, daemon=True).start()
    if peer:
        threading.Thread(target=post, args=(device, outbox, peer), daemon=True).start()
    print(f"listening on {traffic.url}, control on {orders.url}", file=sys.stderr, flush=True)
    traffic.serve_forever()


def poll_http(device: Device, peer: str) -> None:
    """T3 for devices that cannot be called: asks the harness for messages, and posts its own."""
    start_clock(device)
    outbox = Link()
    threading.Thread(target=post, args=(device, outbox, peer), daemon=True).start()
    while True:
        try:
            with urllib.request.urlopen(peer + "/pxb/v1/inbox?wait=25", timeout=60) as response:
                octets, seal = response.read(BODY_LIMIT), response.headers.get("PXB-MAC")
        except OSError as error:
            print(f"the harness is gone: {error}", file=sys.stderr)
            return
        take(device, octets, seal, outbox, outbox)


def post(device: Device, outbox: Link, peer: str) -> None:
    """Posts whatever is in the outbox, in order, until the harness is gone."""
    while batch := outbox.take():
        for _, lines_of_key in groupby(batch, key=is_control):
            content = b"".join(line + b"\n" for line in lines_of_key)
            headers = {"Content-Type": "application/x-ndjson"}
            if device.authenticator:
                headers["PXB-MAC"] = sealed(device, content)
            request = urllib.request.Request(peer + "/pxb/v1/messages", content, headers)
            try:
                with urllib.request.urlopen(request, timeout=30) as response:
                    octets, seal = response.read(BODY_LIMIT), response.headers.get("PXB-MAC")
                take(device, octets, seal, outbox, outbox)
            except urllib.error.HTTPError as error:
                print(f"the harness answered {error.code}", file=sys.stderr, flush=True)
            except OSError as error:
                print(f"the harness is gone: {error}", file=sys.stderr, flush=True)
                return


def take(device: Device, octets: bytes, seal: str | None, link: Link, outbox: Link,
         are_lines: bool = True) -> None:
    """Takes the messages of a body, if its code allows it."""
    lines = [line for line in (octets.splitlines() if are_lines else [octets]) if line]
    try:
        if device.authenticator and lines:
            check(device, octets, seal)
    except Problem as problem:
        device.receive(lambda problem=problem: fail(problem), link, outbox)
        return
    for line in lines:
        device.receive(lambda line=line: line, link, outbox)


def fail(problem: Problem) -> bytes:
    """Raises a problem where a message was to be read."""
    raise problem


def check(device: Device, octets: bytes, seal: str | None) -> None:
    """Refuses content whose code is missing or does not fit."""
    if seal is None:
        raise Problem(300, "the field 'PXB-MAC' is missing")
    parts: dict = dict(part.strip().partition("=")[::2] for part in seal.split(","))
    if not {"kid", "ts", "nonce", "mac"} <= parts.keys() or not parts["ts"].isdecimal():
        raise Problem(300, "'PXB-MAC' is to be kid=..,ts=..,nonce=..,mac=..")
    parts["ts"] = int(parts["ts"])
    with device.lock:
        device.authenticator.check(parts, octets, device.clock)


def sealed(device: Device, content: bytes) -> str:
    """The value of the field that proves content."""
    return ",".join(f"{key}={value}" for key, value in device.authenticator.seal(content).items())
