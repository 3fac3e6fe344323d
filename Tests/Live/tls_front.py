"""Puts TLS before a device that has none: wants the certificate of whoever calls.

    tls_front.py HOST:PORT FOLDER      prints where it listens; FOLDER has device.pem, device.key, authority.pem
"""

import socket
import ssl
import sys
import threading


def pump(source: socket.socket, sink: socket.socket) -> None:
    """Copies what comes from one side to the other, until it ends."""
    try:
        while octets := source.recv(65536):
            sink.sendall(octets)
    except OSError:
        pass
    for side in source, sink:
        try:
            side.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass


def main() -> None:
    """Serves one caller after another."""
    host, port = sys.argv[1].rsplit(":", 1)
    folder = sys.argv[2]
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder + "/device.pem", folder + "/device.key")
    context.load_verify_locations(folder + "/authority.pem")
    context.verify_mode = ssl.CERT_REQUIRED
    listener = socket.create_server(("127.0.0.1", 0))
    print(f"127.0.0.1:{listener.getsockname()[1]}", flush=True)
    while True:
        caller, _ = listener.accept()
        try:
            secured = context.wrap_socket(caller, server_side=True)
            device = socket.create_connection((host, int(port)))
        except OSError as error:
            print(f"turned away: {error}", file=sys.stderr)
            caller.close()
            continue
        for pair in (secured, device), (device, secured):
            threading.Thread(target=pump, args=pair, daemon=True).start()


main()
