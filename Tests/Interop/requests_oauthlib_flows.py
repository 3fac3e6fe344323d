"""requests-oauthlib, and oauthlib underneath it, against the server."""

import requests
from oauthlib.oauth2 import BackendApplicationClient, InvalidGrantError, WebApplicationClient
from requests.auth import HTTPBasicAuth
from requests_oauthlib import OAuth2Session

from person import Person
from steps import expect, refused
from world import REGISTRATION, Party, party_for


def flows(step, world):
    """The token flows: client_credentials, authorization code with PKCE, refresh."""
    metadata = world.discover()

    with step("requests-oauthlib: client_credentials"):
        reply = world.trust(requests.Session()).post(
            metadata["registration_endpoint"], json=REGISTRATION, timeout=10
        )
        expect(reply.status_code == 201, f"expected 201, received {reply.status_code}: {reply.text}")
        admin = Party(reply.json()["client_id"], reply.json()["client_secret"], reply.json())
        session = world.trust(
            OAuth2Session(client=BackendApplicationClient(admin.id, scope=["cds_client_admin"]))
        )
        # It raises a warning of its own when the scope that comes back is another.
        token = session.fetch_token(
            metadata["token_endpoint"], auth=HTTPBasicAuth(admin.id, admin.secret)
        )
        expect(session.authorized, "the session has no token")
        expect(token.scopes == ["cds_client_admin"], f"the scope is {token.scopes}")

    with step("requests-oauthlib: the token opens the Clients and the Credentials API"):
        party = party_for("lakeland_usage", session.get, metadata)

    redirect_uri = party.object["redirect_uris"][0]
    proof = HTTPBasicAuth(party.id, party.secret)
    user = Person(world.authority, "bert", "lakeside-2")

    def web_session():
        return world.trust(
            OAuth2Session(
                client=WebApplicationClient(party.id),
                redirect_uri=redirect_uri,
                scope=["lakeland_usage"],
                pkce="S256",
            )
        )

    with step("requests-oauthlib: authorization code with PKCE"):
        web = web_session()
        url, _ = web.authorization_url(metadata["authorization_endpoint"])
        back = user.answer(url, redirect_uri)
        granted = web.fetch_token(
            metadata["token_endpoint"], authorization_response=back, auth=proof
        )
        expect(granted.get("refresh_token"), "there is no refresh token")

    with step("requests-oauthlib: a code of another request is refused"):
        other = web_session()
        other.authorization_url(metadata["authorization_endpoint"])
        url, state = web.authorization_url(metadata["authorization_endpoint"])
        back = user.answer(url, redirect_uri)
        with refused(InvalidGrantError, "invalid_grant"):
            other.fetch_token(
                metadata["token_endpoint"], code=back.split("code=")[1].split("&")[0], auth=proof
            )

    with step("requests-oauthlib: refresh"):
        old = granted["access_token"]
        fresh = web.refresh_token(
            metadata["token_endpoint"], refresh_token=granted["refresh_token"], auth=proof
        )
        expect(fresh["access_token"] != old, "the token is the same")

    with step("requests-oauthlib: the administrator sees the Grant"):
        reply = session.get(metadata["cds_grants_api"] + "?client_ids=" + party.id)
        expect(reply.status_code == 200, f"expected 200, received {reply.status_code}")
        statuses = {grant["status"] for grant in reply.json()["grants"]}
        expect("active" in statuses, f"received {statuses}")
