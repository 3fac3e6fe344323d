"""So many requests to the reference CDS server, over eight connections.

    cds_load.py get URL COUNT
    cds_load.py register URL COUNT      also prints one of the clients, as "id secret"
"""

import http.client
import json
import sys
import threading
import urllib.parse

CONNECTIONS = 8
REGISTRATION = json.dumps(
    {
        "client_name": "One of many",
        "scope": "cds_client_admin lakeland_usage",
        "cds_lakeland_privacy_officer": "privacy@example.com",
    }
)


class Load:
    """Requests that eight threads share."""

    def __init__(self, kind, url, count):
        place = urllib.parse.urlsplit(url)
        self.address = (place.hostname, place.port)
        self.path = place.path
        self.register = kind == "register"
        self.left = count
        self.kept = None
        self.wrong = []
        self.lock = threading.Lock()

    def run(self):
        threads = [threading.Thread(target=self.lane) for _ in range(CONNECTIONS)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    def lane(self):
        connection = http.client.HTTPConnection(*self.address, timeout=30)
        while True:
            with self.lock:
                if self.left == 0 or self.wrong:
                    return
                self.left -= 1
            try:
                self.ask(connection)
            except (OSError, http.client.HTTPException) as error:
                self.wrong.append(str(error))

    def ask(self, connection):
        if self.register:
            headers = {"Content-Type": "application/json"}
            connection.request("POST", self.path, REGISTRATION, headers)
        else:
            connection.request("GET", self.path)
        reply = connection.getresponse()
        body = reply.read()
        if reply.status != (201 if self.register else 200):
            self.wrong.append(f"{reply.status}: {body[:200]}")
        elif self.register:
            self.kept = body


def main(kind, url, count):
    load = Load(kind, url, int(count))
    load.run()
    if load.wrong:
        sys.exit(load.wrong[0])
    if load.kept:
        client = json.loads(load.kept)
        print(client["client_id"], client["client_secret"])


main(*sys.argv[1:])
