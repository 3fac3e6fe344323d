"""What all flows share: where the server is, what it announces, and how a client registers."""

from dataclasses import dataclass

import requests

from steps import expect

SCOPES = "cds_client_admin lakeland_usage"
REGISTRATION = {
    "client_name": "Interoperability trial",
    "scope": SCOPES,
    "cds_lakeland_privacy_officer": "privacy@client.example",
}


@dataclass
class Party:
    """A Client Object and its secret."""

    id: str
    secret: str
    object: dict


class World:
    """A running server and the certificate that shows it is the right one."""

    def __init__(self, url, authority):
        self.url = url
        self.authority = authority

    def trust(self, session):
        """Makes a session of a client library believe the server, and nobody else."""
        session.verify = self.authority
        session.trust_env = False
        return session

    def discover(self):
        """From the URL to the authorization server metadata."""
        session = self.trust(requests.Session())
        metadata = session.get(self.url + "/.well-known/cds-server-metadata.json", timeout=10)
        expect(metadata.status_code == 200, f"metadata: received {metadata.status_code}")
        expect("oauth" in metadata.json()["capabilities"], "no capability 'oauth'")
        reply = session.get(metadata.json()["oauth_metadata"], timeout=10)
        expect(reply.status_code == 200, f"oauth_metadata: received {reply.status_code}")
        return reply.json()


def party_for(scope, get, metadata):
    """The Client Object of a scope with its secret, read with an administrator's `get`."""
    clients = listed(get, metadata["cds_clients_api"], "clients")
    found = [client for client in clients if scope in client["scope"].split()]
    expect(len(found) == 1, f"expected one client of scope '{scope}', received {len(found)}")
    credentials = listed(
        get, metadata["cds_credentials_api"] + "?client_ids=" + found[0]["client_id"], "credentials"
    )
    expect(len(credentials) == 1, f"expected one credential, received {len(credentials)}")
    return Party(found[0]["client_id"], credentials[0]["client_secret"], found[0])


def listed(get, url, name):
    """Every element of a paged listing."""
    elements = []
    for _ in range(100):
        reply = get(url)
        expect(reply.status_code == 200, f"expected 200 from {url}, received {reply.status_code}")
        elements += reply.json()[name]
        url = reply.json()["next"]
        if url is None:
            return elements
    raise AssertionError(f"the listing '{name}' does not end")
