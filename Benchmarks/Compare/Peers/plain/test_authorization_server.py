"""CDS-WG1-02, sections 3 to 3.2, and RFC 8414: the authorization server metadata object."""

import base64
import json
from urllib.parse import urlsplit

import pytest
from formats import SCHEMAS, read_json, unique, validator

clause = pytest.mark.clause
SCHEMA = SCHEMAS["AuthorizationServer"]
OF_RFC_8414 = {
    "issuer": "issuer", "authorization_endpoint": "authorization-endpoint",
    "token_endpoint": "token-endpoint", "jwks_uri": "jwks-uri",
    "response_modes_supported": "response-modes", "ui_locales_supported": "ui-locales",
    "revocation_endpoint_auth_methods_supported": "revocation-auth-methods",
    "introspection_endpoint_auth_methods_supported": "introspection-auth-methods",
}


def member(name):
    if name in OF_RFC_8414:
        return pytest.param(name, id=name, marks=clause(f"RFC8414/2/{OF_RFC_8414[name]}"))
    schema = SCHEMA["properties"][name]
    kind = {"uri": "url", "time-zone": "timezone"}.get(
        schema.get("format"), {"array": "array", "object": "map"}.get(schema["type"], "string"))
    rows = [f"WG1-02/3.2/field-{name.replace('_', '-')}", f"WG1-02/2/{kind}-type"]
    return pytest.param(name, id=name, marks=clause(*rows))


@clause("RFC8414/3.2/get-200", "WG1-02/3/metadata-hosted", "WG1-02/3.1/oauth-metadata-resolves")
def test_status(server_response):
    assert server_response.status_code == 200


@clause("RFC8414/3.2/content-type")
def test_content_type(server_response):
    assert server_response.headers["Content-Type"].split(";")[0].strip().lower() == "application/json"


@clause("RFC8414/3.2/json-object")
def test_is_an_object(server_response):
    assert isinstance(read_json(server_response), dict)


@clause("WG1-01/3/json-unique-names")
def test_unique_names(server_response):
    read_json(server_response, pairs=unique)


@clause("WG1-02/3/follows-rfc8414")
def test_format(server):
    validator("AuthorizationServer").validate(server)


@pytest.mark.parametrize("name", [member(name) for name in SCHEMA["properties"]])
def test_member(server, name):
    assert name in server or name not in SCHEMA["required"]
    if name in server:
        validator(f"AuthorizationServer/properties/{name}").validate(server[name])


@clause("WG1-02/3.2/cds-oauth-version-v1")
def test_version(server):
    assert server["cds_oauth_version"] == "v1"


@clause("RFC8414/2/issuer-no-query")
def test_issuer_has_no_query(server):
    assert not set("?#") & set(server["issuer"])


@clause("RFC8414/3/well-known-path", "RFC8414/3.3/issuer-match")
def test_address_follows_from_the_issuer(metadata, server):
    address = metadata["oauth_metadata"]
    if "/.well-known/oauth-authorization-server" in address:
        issuer = urlsplit(server["issuer"])
        path = "/.well-known/oauth-authorization-server" + issuer.path.rstrip("/")
        assert address.rstrip("/") == f"{issuer.scheme}://{issuer.netloc}{path}"


@clause("RFC8414/3.2/multi-valued-arrays")
def test_several_values_are_arrays(server):
    for name, value in server.items():
        assert not name.endswith("_supported") or isinstance(value, list)


@clause("RFC8414/3.2/zero-elements-omitted")
def test_no_empty_lists_that_are_optional(server):
    for name, value in server.items():
        assert value != [] or name in SCHEMA["required"]


@pytest.mark.parametrize("when, needed", [
    pytest.param("response_types_supported", "pushed_authorization_request_endpoint",
                 marks=clause("WG1-02/3.2/par-required-if")),
    pytest.param("response_types_supported", "cds_test_accounts",
                 marks=clause("WG1-02/3.2/test-accounts-required-if")),
])
def test_needed_with_users(server, when, needed):
    assert not server[when] or needed in server


@clause("RFC8414/2/authorization-endpoint")
def test_authorization_endpoint_when_needed(server):
    if {"authorization_code", "implicit"} & set(server["grant_types_supported"]):
        assert "authorization_endpoint" in server


@clause("WG1-02/3.2/spf-api-required-if")
def test_files_api_when_needed(server):
    if any(d["type"] == "cds_server_provided_files" for d in server["cds_scope_descriptions"].values()):
        assert "cds_server_provided_files_api" in server


@pytest.mark.parametrize("endpoint, rows", [
    ("token", ("signing-alg-required-if", "signing-alg-no-none")),
    ("revocation", ("revocation-signing-alg",)),
    ("introspection", ("introspection-signing-alg",)),
])
def test_signing_algorithms(server, request, endpoint, rows):
    request.node.add_marker(clause(*(f"RFC8414/2/{row}" for row in rows)))
    if not {"private_key_jwt", "client_secret_jwt"} & set(
            server.get(f"{endpoint}_endpoint_auth_methods_supported", [])):
        pytest.skip("nobody signs")
    assert "none" not in server[f"{endpoint}_endpoint_auth_signing_alg_values_supported"]


@clause("RFC8414/2.1/signed-metadata")
def test_signed_metadata(server):
    if "signed_metadata" not in server:
        pytest.skip("no signed metadata")
    header, claims, signature = server["signed_metadata"].split(".")
    read = [json.loads(base64.urlsafe_b64decode(part + "==")) for part in (header, claims)]
    assert read[0]["alg"] != "none" and "iss" in read[1] and signature


@clause("WG1-02/3.2/scope-desc-key-each")
def test_scope_descriptions(server):
    descriptions = server["cds_scope_descriptions"]
    assert "cds_client_admin" in descriptions
    for description in descriptions.values():
        admin = description["grant_admin_scope"]
        assert admin is None or admin in descriptions


@clause("WG1-02/3.2/scopes-supported-union")
def test_scopes_cover_the_descriptions(server):
    ids = {description["id"] for description in server["cds_scope_descriptions"].values()}
    assert ids <= set(server["scopes_supported"])


@pytest.mark.parametrize("name", [
    pytest.param("code_challenge_methods_supported", marks=clause("WG1-02/3.2/ccm-union")),
    pytest.param("authorization_details_types_supported", marks=clause("WG1-02/3.2/adt-union")),
    pytest.param("response_types_supported", marks=clause("WG1-02/3.2/rts-union")),
    pytest.param("grant_types_supported", marks=clause("WG1-02/3.2/gts-union")),
    pytest.param("token_endpoint_auth_methods_supported", marks=clause("WG1-02/3.2/team-union")),
])
def test_lists_cover_the_descriptions(server, name):
    for description in server["cds_scope_descriptions"].values():
        assert set(description[name]) <= set(server[name])


@clause("WG1-02/3.2/reg-fields-key-each", "WG1-02/3.2/reg-fields-empty-object")
def test_registration_fields(server):
    required = {
        name for description in server["cds_scope_descriptions"].values()
        for name in description["registration_requirements"]
    }
    assert required <= server["cds_registration_fields"].keys()


@clause("RFC8414/2/jwks-uri", "RFC8414/2/jwks-use")
def test_keys(hub, server):
    if "jwks_uri" not in server:
        pytest.skip("no keys")
    response = hub.get(server["jwks_uri"])
    assert response.status_code == 200
    keys = read_json(response)["keys"]
    if any(key.get("use") == "enc" for key in keys):
        assert all("use" in key for key in keys)


@clause("RFC8414/3.2/error-status")
def test_patch_is_refused(hub, metadata):
    status = hub.patch(metadata["oauth_metadata"]).status_code
    assert 400 <= status < 500 or status in (501, 503)
