"""Authlib's client against the server."""

from authlib.integrations.base_client import OAuthError
from authlib.integrations.requests_client import OAuth2Session
from authlib.oauth2.rfc7591 import ClientMetadataClaims
from authlib.oauth2.rfc8414 import AuthorizationServerMetadata, get_well_known_url
from authlib.common.security import generate_token

from person import Person
from steps import expect, refused
from world import REGISTRATION, Party, party_for


def flows(step, world):
    """Everything that an Authlib client does, in order."""

    def session(party=None, **options):
        if party:
            options.update(client_id=party.id, client_secret=party.secret)
        return world.trust(OAuth2Session(**options))

    with step("Authlib: the metadata are where RFC 8414 puts them, and valid"):
        place = get_well_known_url(world.url, external=True)
        metadata = AuthorizationServerMetadata(session().get(place, withhold_token=True).json())
        metadata.validate()
        expect(metadata["issuer"] == world.url, f"the issuer is {metadata['issuer']}")
        expect(world.discover() == metadata, "the CDS metadata lead to another document")

    with step("Authlib: dynamic registration"):
        reply = session().post(
            metadata["registration_endpoint"], json=REGISTRATION, withhold_token=True
        )
        expect(reply.status_code == 201, f"expected 201, received {reply.status_code}: {reply.text}")
        registered = reply.json()
        ClientMetadataClaims(registered, {}).validate()
        admin = Party(registered["client_id"], registered["client_secret"], registered)

    with step("Authlib: client_credentials"):
        admin_session = session(admin, scope="cds_client_admin")
        token = admin_session.fetch_token(
            metadata["token_endpoint"], grant_type="client_credentials"
        )
        expect(token["token_type"].lower() == "bearer", f"token_type is {token['token_type']}")
        expect(not token.is_expired(), "the token has expired already")

    with step("Authlib: a wrong secret gets invalid_client"):
        stranger = session(Party(admin.id, admin.secret + "x", {}), scope="cds_client_admin")
        with refused(OAuthError, "invalid_client"):
            stranger.fetch_token(metadata["token_endpoint"], grant_type="client_credentials")

    with step("Authlib: the token opens the Clients and the Credentials API"):
        party = party_for("lakeland_usage", admin_session.get, metadata)
        expect(party.object["response_types"] == ["code"], "the client cannot ask users")

    with step("Authlib: introspection of a live token"):
        state = admin_session.introspect_token(
            metadata["introspection_endpoint"], token=token["access_token"]
        ).json()
        expect(state["active"] is True, f"received {state}")
        expect(state["client_id"] == admin.id, f"received {state}")

    redirect_uri = party.object["redirect_uris"][0]
    user = Person(world.authority, "ada", "lakeside-1")
    client = session(
        party, scope="lakeland_usage", redirect_uri=redirect_uri, code_challenge_method="S256"
    )

    with step("Authlib: authorization code with PKCE"):
        verifier = generate_token(48)
        url, state = client.create_authorization_url(
            metadata["authorization_endpoint"], code_verifier=verifier
        )
        back = user.answer(url, redirect_uri)
        granted = dict(
            client.fetch_token(
                metadata["token_endpoint"],
                authorization_response=back,
                state=state,
                code_verifier=verifier,
            )
        )
        expect(granted["access_token"] != token["access_token"], "two grants share a token")
        expect("refresh_token" in granted, "there is no refresh token")

    with step("Authlib: the receipt that the person sees"):
        receipt = user.browser.get(back, timeout=10)
        expect(receipt.status_code == 200, f"received {receipt.status_code}")
        expect("text/html" in receipt.headers["Content-Type"], "the receipt is no page")

    with step("Authlib: a code works once"):
        with refused(OAuthError, "invalid_grant"):
            client.fetch_token(
                metadata["token_endpoint"],
                authorization_response=back,
                state=state,
                code_verifier=verifier,
            )

    with step("Authlib: a code is worth nothing without its verifier"):
        url, state = client.create_authorization_url(
            metadata["authorization_endpoint"], code_verifier=generate_token(48)
        )
        back = user.answer(url, redirect_uri)
        with refused(OAuthError, "invalid_grant"):
            client.fetch_token(
                metadata["token_endpoint"],
                authorization_response=back,
                state=state,
                code_verifier=generate_token(48),
            )

    with step("Authlib: a person who says no"):
        url, state = client.create_authorization_url(
            metadata["authorization_endpoint"], code_verifier=generate_token(48)
        )
        back = user.answer(url, redirect_uri, agrees=False)
        expect("error=access_denied" in back, f"received {back}")
        expect(f"state={state}" in back, f"received {back}")

    with step("Authlib: refresh"):
        url, state = client.create_authorization_url(
            metadata["authorization_endpoint"], code_verifier=verifier
        )
        granted = dict(
            client.fetch_token(
                metadata["token_endpoint"],
                authorization_response=user.answer(url, redirect_uri),
                state=state,
                code_verifier=verifier,
            )
        )
        fresh = client.refresh_token(
            metadata["token_endpoint"], refresh_token=granted["refresh_token"]
        )
        expect(fresh["access_token"] != granted["access_token"], "the token is the same")

    with step("Authlib: revocation ends a token, and twice does no harm"):
        for _ in range(2):
            reply = client.revoke_token(
                metadata["revocation_endpoint"],
                token=fresh["access_token"],
                token_type_hint="access_token",
            )
            expect(reply.status_code == 200, f"expected 200, received {reply.status_code}")
        state = client.introspect_token(
            metadata["introspection_endpoint"], token=fresh["access_token"]
        ).json()
        expect(state == {"active": False}, f"received {state}")

    with step("Authlib: a revoked token opens nothing"):
        reply = admin_session.revoke_token(
            metadata["revocation_endpoint"], token=token["access_token"]
        )
        expect(reply.status_code == 200, f"expected 200, received {reply.status_code}")
        reply = admin_session.get(metadata["cds_clients_api"])
        expect(reply.status_code == 401, f"expected 401, received {reply.status_code}")
        expect("Bearer" in reply.headers.get("WWW-Authenticate", ""), "there is no challenge")
