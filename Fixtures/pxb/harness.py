"""A small harness that drives the example device over every transport, for its tests."""

from __future__ import annotations

import base64
import contextlib
import json
import os
import queue
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
import zlib
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from pxb_security import Authenticator
from pxb_wire import LIMIT, VERSION, Clock, body_of

DEVICE = Path(__file__).with_name("device.py")
PATIENCE = 10  # seconds
BILLING = {"actor": "CIS/Billing - Utility", "inst": "cis"}
METER_DATA = {"actor": "MDMS", "inst": "mdms"}
LOAD_CONTROL = {"actor": "LMS - Utility", "inst": "lms"}
METER = {"actor": "2-Way Meter - Electr", "inst": "m1"}
FAR_METER = {**METER, "inst": "far1"}
THERMOSTAT = {"actor": "PCT", "inst": "p1"}


class QuietServer(ThreadingHTTPServer):
    """An HTTP server that says nothing when a device that was ended hangs up."""

    daemon_threads = True

    def handle_error(self, *_: object) -> None:
        """Says nothing."""


class Harness:
    """Sends what a test says, and keeps what comes back until the test asks for it."""

    def __init__(self, keys: tuple[str, str] | None = None) -> None:
        self.arrived: queue.Queue[dict] = queue.Queue()
        self.kept: list[dict] = []
        self.all: list[dict] = []
        self.counters: dict[str, int] = {}
        self.sending = threading.RLock()
        self.authenticator = Authenticator(*keys) if keys else None
        self.endings: list[Callable[[], None]] = []
        self.transcript: list[dict] = []
        secrets = dict(zip(("PXB_KEY", "PXB_CONTROL_KEY"), keys or ()))
        self.environment = {**os.environ, **secrets}

    # MARK: The device's process

    def start(self, *options: str) -> subprocess.Popen:
        """Starts the device."""
        process = subprocess.Popen(
            [sys.executable, "-B", str(DEVICE), *options], env=self.environment,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)

        def end() -> None:
            process.kill()
            process.wait()
            for stream in (process.stdin, process.stdout, process.stderr):
                with contextlib.suppress(OSError):  # what it did not read any more
                    stream.close()

        self.endings.append(end)
        return process

    def stop(self) -> None:
        """Ends everything that was started, the last first, and leaves a transcript if wanted."""
        for end in reversed(self.endings):
            end()
        if folder := os.environ.get("PXB_TRANSCRIPTS"):
            with Path(folder, f"{time.time_ns()}.jsonl").open("w") as file:
                file.writelines(json.dumps(entry) + "\n" for entry in self.transcript)

    def record(self, octets: bytes, side: str) -> None:
        """Notes a line for the transcript, which `synchroscope pxb lint` reads."""
        self.transcript.append({"at": time.time_ns() // 1000, "channel": "traffic", "from": side,
                                "b64": base64.b64encode(octets).decode()})

    # MARK: Sending

    def message(self, kind: str, counter: str = "session", **members: object) -> dict:
        """A message with all that its envelope needs."""
        number = self.counters[counter] = self.counters.get(counter, 0) + 1
        now = time.time_ns() // 1000
        return {"v": VERSION, "kind": kind, "run": "r1", "id": f"{counter}-{number}", "seq": number,
                "clk": "h", "t_int": now, "t_iss": now, **members}

    def send(self, message: dict) -> dict:
        """Sends a message, and returns it."""
        self.write(json.dumps(message).encode())
        return message

    def write(self, octets: bytes) -> None:
        """Sends octets as a message; each transport has its way."""
        raise NotImplementedError

    def order(self, octets: bytes) -> None:
        """Sends octets to the control channel."""
        self.write(octets)

    def payload(self, name: str, sender: dict, to: dict, attributes: dict, size: int,
                **members: object) -> dict:
        """Sends a payload."""
        with self.sending:
            return self.send(self.message(
                "payload", sender["inst"], name=name, type="cmd", **{"from": sender}, to=to,
                attr=attributes, app=body_of(attributes, size), **members))

    def control(self, verb: str, **members: object) -> dict:
        """Gives an order, and returns what came of it."""
        message = self.message("ctl", "control", verb=verb, **members)
        self.order(json.dumps(message).encode())
        return self.expect(kind="ctl-result", corr=message["id"])

    def shake_hands(self, mode: str = "real", time: int = 1_000_000) -> dict:
        """Opens a session; returns the capability statement."""
        wants = ["ctl", "virtual-time"] if mode == "virtual" else ["ctl"]
        hello = self.send(self.message("hello", versions=[1], nonce="n", time=time, wants=wants))
        capability = self.expect(kind="capability", corr=hello["id"])
        peers = [{"actor": each["actor"], "insts": [each["inst"]]}
                 for each in (BILLING, METER_DATA, LOAD_CONTROL, FAR_METER)]
        selection = self.send(self.message(
            "selection", corr=capability["id"], version=1, roles=capability["roles"],
            payloads=[each["name"] for each in capability["payloads"]], time=mode,
            hazards=["m1"], peers=peers))
        self.expect(kind="confirmation", corr=selection["id"])
        return capability

    # MARK: Receiving

    def take(self, octets: bytes) -> None:
        """Keeps a message of the device, and answers payloads by receipts."""
        self.record(octets.rstrip(), "target")
        if self.authenticator and b'"m"' in octets:
            octets = self.authenticator.unwrap(octets, Clock())
        message = json.loads(octets)
        if message["kind"] == "payload" and "inst" in message["to"]:
            self.confirm(message)
        self.all.append(message)
        self.arrived.put(message)

    def confirm(self, message: dict) -> None:
        """Sends the receipt of a payload."""
        now, body = time.time_ns() // 1000, base64.b64decode(message["app"]["b64"])
        stage = "duplicate" if any(each["id"] == message["id"] for each in self.all) else "consumed"
        with self.sending:
            receipt = self.message(
                "receipt", message["to"]["inst"], **{"from": message["to"]}, corr=message["id"],
                stage=stage, t_rx=now, t_done=now, crc=f"{zlib.crc32(body):08x}")
            with contextlib.suppress(OSError, ValueError):  # the device may be gone
                self.send(receipt)

    def read_lines(self, stream: object) -> None:
        """Keeps every line of a stream, in a thread of its own."""
        def read() -> None:
            with contextlib.suppress(OSError, ValueError), stream:
                for line in stream:
                    self.take(line)

        threading.Thread(target=read, daemon=True).start()

    def expect(self, **wanted: object) -> dict:
        """The first message that has these members; waits for it."""
        deadline = time.monotonic() + PATIENCE
        place = 0
        while True:
            for index in range(place, len(self.kept)):
                if all(self.kept[index].get(key) == value for key, value in wanted.items()):
                    return self.kept.pop(index)
            place = len(self.kept)
            try:
                self.kept.append(self.arrived.get(timeout=deadline - time.monotonic()))
            except (queue.Empty, ValueError):
                raise AssertionError(f"expected {wanted}; received {self.kept}") from None

    def rest(self, *kinds: str) -> list[dict]:
        """What has arrived and was not asked for, after everything sent has been handled."""
        self.control("observe", since=0)
        time.sleep(0.05)
        while not self.arrived.empty():
            self.kept.append(self.arrived.get())
        return [message for message in self.kept if message["kind"] in kinds]


class LineHarness(Harness):
    """Speaks lines: over the device's standard streams, or TCP in either direction."""

    def __init__(self, way: str, keys: tuple[str, str] | None = None) -> None:
        super().__init__(keys)
        if way == "stdio":
            self.process = self.start()
            self.writer, reader = self.process.stdin, self.process.stdout
        else:
            connection = self.answer_call() if way == "dial" else self.call()
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self.writer, reader = connection.makefile("wb"), connection.makefile("rb")
            self.endings.append(lambda: self.hang_up(connection))
        self.read_lines(reader)

    def hang_up(self, connection: socket.socket) -> None:
        """Closes the connection, which lets the reader end."""
        with contextlib.suppress(OSError):
            connection.shutdown(socket.SHUT_RDWR)
        with contextlib.suppress(OSError):
            self.writer.close()
        connection.close()

    def call(self) -> socket.socket:
        """Connects to the device."""
        self.process = self.start("--listen", "127.0.0.1:0")
        self.port = int(self.process.stderr.readline().rsplit(b":", 1)[1])
        return socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE)

    def answer_call(self) -> socket.socket:
        """Lets the device connect."""
        with socket.create_server(("127.0.0.1", 0)) as server:
            server.settimeout(PATIENCE)
            self.process = self.start("--dial", f"127.0.0.1:{server.getsockname()[1]}")
            return server.accept()[0]

    def write(self, octets: bytes) -> None:
        if self.authenticator:
            octets = self.authenticator.wrap(octets)
        self.write_line(octets)

    def write_line(self, octets: bytes) -> None:
        """Sends a line as it is."""
        with self.sending:
            self.record(octets, "harness")
            self.writer.write(octets + b"\n")
            self.writer.flush()


class HTTPHarness(Harness):
    """Calls the device's server; is posted to (`peer`), or asks for messages (`inbox`)."""

    def __init__(self, way: str, keys: tuple[str, str] | None = None) -> None:
        super().__init__(keys)
        peer = ["--peer", self.serve()] if way == "peer" else []
        control = ["--control", "127.0.0.1:0"] if way == "peer" else []
        self.process = self.start("--http", "127.0.0.1:0", *control, *peer)
        urls = self.process.stderr.readline().decode().replace(",", "").split()
        self.url, self.control_url = urls[2], urls[-1]
        if way == "inbox":
            threading.Thread(target=self.ask, daemon=True).start()

    def serve(self) -> str:
        """Serves what the device posts to; returns the URL."""
        harness = self

        class Handler(BaseHTTPRequestHandler):
            """Takes messages of the device."""

            def do_POST(self) -> None:  # noqa: N802
                """Takes lines."""
                for line in self.rfile.read(int(self.headers["Content-Length"])).splitlines():
                    harness.take(line)
                self.send_response(202)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_: object) -> None:
                """Keeps standard error quiet."""

        server = QuietServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        self.endings += [server.server_close, server.shutdown]
        return f"http://127.0.0.1:{server.server_address[1]}"

    def ask(self) -> None:
        """Asks for messages until the device is gone."""
        try:
            while True:
                for line in self.request("/pxb/v1/inbox?wait=1")[1]:
                    self.take(line)
        except OSError:
            pass

    def request(
        self, path: str, octets: bytes | None = None, **fields: str
    ) -> tuple[int, list[bytes]]:
        """Makes a request; returns the status and the lines of the answer."""
        headers = {"Content-Type": "application/json", **fields}
        if octets is not None and self.authenticator and "PXB-MAC" not in headers:
            seal = self.authenticator.seal(octets)
            headers["PXB-MAC"] = ",".join(f"{key}={value}" for key, value in seal.items())
        url = self.control_url if path.endswith("/ctl") else self.url
        request = urllib.request.Request(url + path, octets, headers)
        try:
            response = urllib.request.urlopen(request, timeout=PATIENCE)
        except urllib.error.HTTPError as error:
            response = error
        with response:
            return response.status, response.read(4 * LIMIT).splitlines()

    def write(self, octets: bytes) -> None:
        self.record(octets, "harness")
        for line in self.request("/pxb/v1/messages", octets)[1]:
            self.take(line)

    def order(self, octets: bytes) -> None:
        self.record(octets, "harness")
        for line in self.request("/pxb/v1/ctl", octets)[1]:
            self.take(line)


class PolledHarness(Harness):
    """An HTTP server that the device asks for messages (`--poll`)."""

    def __init__(self, keys: tuple[str, str] | None = None) -> None:
        super().__init__(keys)
        self.inbox: queue.Queue[bytes] = queue.Queue()
        harness = self

        class Handler(BaseHTTPRequestHandler):
            """The device's calls."""

            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:  # noqa: N802
                """Hands a message out, after waiting for one."""
                try:
                    content = harness.inbox.get(timeout=1) + b"\n"
                except queue.Empty:
                    content = b""
                self.send_response(200)
                if content and harness.authenticator:
                    seal = harness.authenticator.seal(content)
                    self.send_header("PXB-MAC", ",".join(f"{k}={v}" for k, v in seal.items()))
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            def do_POST(self) -> None:  # noqa: N802
                """Takes lines."""
                for line in self.rfile.read(int(self.headers["Content-Length"])).splitlines():
                    harness.take(line)
                self.send_response(202)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_: object) -> None:
                """Keeps standard error quiet."""

        server = QuietServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        self.endings += [server.server_close, server.shutdown]
        self.process = self.start("--poll", f"http://127.0.0.1:{server.server_address[1]}")

    def write(self, octets: bytes) -> None:
        self.record(octets, "harness")
        self.inbox.put(octets)
