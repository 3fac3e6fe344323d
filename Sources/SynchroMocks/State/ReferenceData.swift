// Written by Scripts/embed-reference-data.sh from Fixtures/cds/reference.json: edit that file.

/// The reference data as text, so that the program needs no file beside it.
enum ReferenceData {
  static let text = #"""
    {
      "format": "synchroscope-cds-seed-1",
      "access_tokens": [
        { "token": "partner-token-for-tests-only", "client": "Riverside Partner" }
      ],
      "metadata": [
        {
          "path": "/.well-known/cds-server-metadata.json",
          "access": "public",
          "object": {
            "created": "2023-01-15T09:00:00Z",
            "updated": "2025-03-02T16:45:00Z",
            "name": "Lakeland Data Hub",
            "description": "A made-up data hub for the utilities around a lake.",
            "website": "{origin}/",
            "documentation": "{origin}/docs",
            "support": "{origin}/support",
            "capabilities": ["coverage", "oauth"],
            "oauth_metadata": "{origin}/.well-known/oauth-authorization-server",
            "related_metadata": ["{origin}/subsidiary/cds-server-metadata.json"],
            "lakeland_region": "north shore"
          },
          "coverage": {
            "path": "/cds/coverage.json",
            "page_size": 3,
            "filters": { "lakeland_country": "country" },
            "entries": [
              {
                "id": "lpl-electric",
                "created": "2023-01-15T09:00:00Z",
                "updated": "2025-03-01T08:00:00Z",
                "entity_name": "Lakeland Power & Light",
                "entity_abbreviation": "LP&L",
                "country": "US",
                "name": "North shore electric territory",
                "description": "Where Lakeland Power & Light owns the wires.",
                "type": "geographic",
                "role": "authoritative",
                "infrastructure_types": ["distribution_utility", "metering_provider"],
                "commodity_types": ["electricity"],
                "capabilities": ["oauth"],
                "map_resource": "{origin}/maps/north-shore.svg",
                "map_content_type": "image/svg+xml",
                "geojson_resource": "{origin}/maps/north-shore.geojson"
              },
              {
                "id": "lpl-gas",
                "created": "2023-01-15T09:00:00Z",
                "updated": "2025-02-20T12:30:00.250Z",
                "entity_name": "Lakeland Power & Light",
                "entity_abbreviation": "LP&L",
                "country": "US",
                "name": "North shore gas territory",
                "type": "geographic",
                "role": "authoritative",
                "infrastructure_types": ["distribution_utility"],
                "commodity_types": ["natural_gas"],
                "capabilities": ["oauth"],
                "geojson_resource": "{origin}/maps/north-shore.geojson"
              },
              {
                "id": "harbour-water",
                "created": "2023-06-01T00:00:00Z",
                "updated": "2025-02-20T12:30:00.25Z",
                "entity_name": "Harbour Water Board",
                "entity_abbreviation": null,
                "country": "US",
                "name": "Harbour water district",
                "description": "Drinking water and sewers around the harbour.",
                "type": "geographic",
                "role": "official",
                "infrastructure_types": [],
                "commodity_types": ["water", "wastewater"],
                "capabilities": [],
                "map_resource": "{origin}/maps/north-shore.svg",
                "map_content_type": "image/svg+xml",
                "harbour_pump_stations": 4
              },
              {
                "id": "shared-line-us",
                "created": "2023-06-01T00:00:00Z",
                "updated": "2025-01-31T23:00:00-05:00",
                "entity_name": "Border Transmission Company",
                "entity_abbreviation": "BTC",
                "country": "US",
                "name": "Cross-border line, southern half",
                "type": "geographic",
                "role": "official",
                "infrastructure_types": ["transmission_service_operator"],
                "commodity_types": ["electricity"],
                "capabilities": [],
                "geojson_resource": "{origin}/maps/north-shore.geojson"
              },
              {
                "id": "shared-line-ca",
                "created": "2023-06-01T00:00:00Z",
                "updated": "2025-02-01T04:00:00Z",
                "entity_name": "Border Transmission Company",
                "entity_abbreviation": "BTC",
                "country": "CA",
                "name": "Cross-border line, northern half",
                "type": "geographic",
                "role": "official",
                "infrastructure_types": ["transmission_service_operator"],
                "commodity_types": ["electricity"],
                "capabilities": [],
                "geojson_resource": "{origin}/maps/far-shore.geojson"
              },
              {
                "id": "lpl-large-customers",
                "created": "2023-09-10T10:00:00Z",
                "updated": "2024-11-05T10:15:00Z",
                "entity_name": "Lakeland Power & Light",
                "entity_abbreviation": "LP&L",
                "country": "US",
                "name": "Customers above one megawatt",
                "description": "",
                "type": "logical",
                "role": "authoritative",
                "infrastructure_types": ["distribution_utility", "supplier"],
                "commodity_types": ["electricity", "distributed_energy"],
                "capabilities": ["oauth"]
              },
              {
                "id": "far-shore-heat",
                "created": "2024-02-01T00:00:00Z",
                "updated": "2024-10-01T00:00:00Z",
                "entity_name": "Far Shore Heat Cooperative",
                "entity_abbreviation": null,
                "country": "CA",
                "name": "Far shore heat network",
                "type": "logical",
                "role": "aggregator",
                "infrastructure_types": ["service_provider"],
                "commodity_types": ["lakeland_district_heat"],
                "capabilities": []
              },
              {
                "id": "community-programme",
                "created": "2022-12-01T00:00:00Z",
                "updated": "2022-12-01T00:00:00Z",
                "entity_name": "Lake Communities",
                "entity_abbreviation": null,
                "country": "US",
                "name": "Community programme members",
                "description": "For information only; nothing is offered for it yet.",
                "type": "logical",
                "role": "aggregator",
                "infrastructure_types": [],
                "commodity_types": [],
                "capabilities": []
              }
            ]
          }
        },
        {
          "path": "/subsidiary/cds-server-metadata.json",
          "access": "public",
          "object": {
            "created": "2024-01-10T00:00:00Z",
            "updated": "2024-12-12T12:00:00Z",
            "name": "Far Shore Utilities",
            "description": "A subsidiary of the hub on the other side of the lake.",
            "website": "{origin}/",
            "documentation": "{origin}/docs",
            "support": "{origin}/support",
            "capabilities": ["oauth", "coverage"],
            "oauth_metadata": "{origin}/.well-known/oauth-authorization-server"
          },
          "coverage": {
            "path": "/subsidiary/coverage.json",
            "page_size": 10,
            "entries": [
              {
                "id": "far-shore-trash",
                "created": "2024-01-10T00:00:00Z",
                "updated": "2024-12-12T12:00:00Z",
                "entity_name": "Far Shore Utilities",
                "entity_abbreviation": "FSU",
                "country": "CA",
                "name": "Far shore collection area",
                "type": "geographic",
                "role": "authoritative",
                "infrastructure_types": ["service_provider"],
                "commodity_types": ["trash"],
                "capabilities": ["oauth"],
                "geojson_resource": "{origin}/maps/far-shore.geojson"
              }
            ]
          }
        },
        {
          "path": "/partners/cds-server-metadata.json",
          "access": "token",
          "object": {
            "created": "2024-05-01T00:00:00Z",
            "updated": "2025-01-20T07:00:00Z",
            "name": "Lakeland Data Hub for partners",
            "description": "What approved partners may see.",
            "website": "{origin}/",
            "documentation": "{origin}/docs",
            "support": "{origin}/support",
            "capabilities": ["coverage", "oauth"],
            "oauth_metadata": "{origin}/.well-known/oauth-authorization-server"
          },
          "coverage": {
            "path": "/partners/coverage.json",
            "page_size": 10,
            "entries": [
              {
                "id": "substation-twelve",
                "created": "2024-05-01T00:00:00Z",
                "updated": "2025-01-20T07:00:00Z",
                "entity_name": "Lakeland Power & Light",
                "entity_abbreviation": "LP&L",
                "country": "US",
                "name": "Feeders of substation twelve",
                "type": "geographic",
                "role": "authoritative",
                "infrastructure_types": ["distribution_service_operator"],
                "commodity_types": ["electricity"],
                "capabilities": [],
                "map_resource": "{origin}/partners/substation-twelve.svg",
                "map_content_type": "image/svg+xml"
              }
            ]
          }
        }
      ],
      "redirects": [
        {
          "from": "/previous/.well-known/cds-server-metadata.json",
          "to": "{origin}/.well-known/cds-server-metadata.json"
        }
      ],
      "authorization_server": {
        "timezone": "America/Chicago",
        "more_scopes": ["openid"],
        "scope_descriptions": {
          "cds_client_admin": {
            "id": "cds_client_admin",
            "type": "cds_client_admin",
            "name": "Client Admin",
            "description": "This scope grants administrative access to the Client management APIs.",
            "documentation": "{origin}/docs",
            "registration_requirements": [],
            "registration_optional": [],
            "response_types_supported": [],
            "grant_types_supported": ["client_credentials"],
            "token_endpoint_auth_methods_supported": ["client_secret_basic"],
            "code_challenge_methods_supported": [],
            "coverages_supported": [],
            "grant_admin_scope": null,
            "authorization_details_types_supported": [],
            "authorization_details_fields_supported": []
          },
          "cds_grant_admin_1": {
            "id": "cds_grant_admin_1",
            "type": "cds_grant_admin",
            "name": "Grant Admin",
            "description": "This scope grants administrative access to previously created Grants.",
            "documentation": "{origin}/docs",
            "registration_requirements": [],
            "registration_optional": [],
            "response_types_supported": [],
            "grant_types_supported": ["client_credentials"],
            "token_endpoint_auth_methods_supported": ["client_secret_basic"],
            "code_challenge_methods_supported": [],
            "coverages_supported": [],
            "grant_admin_scope": null,
            "authorization_details_types_supported": ["cds_grant_admin_1"],
            "authorization_details_fields_supported": [
              {
                "id": "client_id",
                "name": "Client Object identifier",
                "description": "The Client Object identifier for which the Grant is issued.",
                "documentation": "{origin}/docs",
                "for_types": ["cds_grant_admin_1"],
                "format": "string",
                "is_required": true,
                "maximum": 1000,
                "minimum": 1
              },
              {
                "id": "grant_id",
                "name": "Grant identifier",
                "description":
                  "The Grant identifier for which the returned access_token will be given access.",
                "documentation": "{origin}/docs",
                "for_types": ["cds_grant_admin_1"],
                "format": "string",
                "is_required": true,
                "maximum": 1000,
                "minimum": 1
              }
            ]
          },
          "cds_server_provided_files_1": {
            "id": "cds_server_provided_files_1",
            "type": "cds_server_provided_files",
            "name": "Server-Provided Files",
            "description": "Contracts and configuration files that the hub shares with a client.",
            "documentation": "{origin}/docs",
            "registration_requirements": [],
            "registration_optional": [],
            "response_types_supported": [],
            "grant_types_supported": [],
            "token_endpoint_auth_methods_supported": [],
            "code_challenge_methods_supported": [],
            "coverages_supported": [],
            "grant_admin_scope": "cds_grant_admin_1",
            "authorization_details_types_supported": ["cds_server_provided_files_1"],
            "authorization_details_fields_supported": [
              {
                "id": "file_id",
                "name": "File identifier",
                "description":
                  "A file provided by the Server that may be accessed by the Client as part of the Grant.",
                "documentation": "{origin}/docs",
                "for_types": ["cds_server_provided_files_1"],
                "format": "string",
                "is_required": true,
                "maximum": 1000,
                "minimum": 1
              }
            ]
          },
          "lakeland_usage": {
            "id": "lakeland_usage",
            "type": "lakeland_usage",
            "name": "Energy usage",
            "description": "Meter readings of a customer, with the customer's permission.",
            "documentation": "{origin}/docs",
            "registration_requirements": ["lakeland_review", "lakeland_privacy_officer"],
            "registration_optional": ["lakeland_nickname"],
            "response_types_supported": ["code"],
            "grant_types_supported": ["authorization_code", "refresh_token"],
            "token_endpoint_auth_methods_supported": ["client_secret_basic"],
            "code_challenge_methods_supported": ["S256"],
            "coverages_supported": ["lpl-electric", "lpl-gas"],
            "grant_admin_scope": "cds_grant_admin_1",
            "authorization_details_types_supported": ["lakeland_usage"],
            "authorization_details_fields_supported": [
              {
                "id": "lakeland_months",
                "name": "Months of history",
                "description": "How many months of past readings are wanted.",
                "documentation": "{origin}/docs",
                "for_types": ["lakeland_usage"],
                "format": "int",
                "is_required": false,
                "default": 12,
                "maximum": 24,
                "minimum": 1
              }
            ]
          }
        },
        "registration_fields": {
          "lakeland_review": {
            "id": "lakeland_review",
            "type": "internal_review",
            "description": "The hub looks at every new client before it may see customer data.",
            "documentation": "{origin}/docs"
          },
          "lakeland_privacy_officer": {
            "id": "lakeland_privacy_officer",
            "type": "registration_field",
            "description": "The mail address of whoever answers questions about privacy.",
            "documentation": "{origin}/docs",
            "field_name": "cds_lakeland_privacy_officer",
            "format": "email",
            "max_length": 200
          },
          "lakeland_nickname": {
            "id": "lakeland_nickname",
            "type": "registration_field",
            "description": "A short name for the client, shown to customers.",
            "documentation": "{origin}/docs",
            "field_name": "cds_lakeland_nickname",
            "format": "string_or_null",
            "default": null,
            "max_length": 40
          }
        },
        "more_members": {
          "response_modes_supported": ["query"],
          "ui_locales_supported": ["en", "fr-CA"],
          "revocation_endpoint_auth_methods_supported": ["client_secret_basic"],
          "introspection_endpoint_auth_methods_supported": ["client_secret_basic"],
          "lakeland_sandbox_hours": "always open"
        }
      },
      "files": [
        {
          "id": "interconnection-guide",
          "media_type": "text/plain",
          "name": "interconnection-guide.txt",
          "description": "How to connect to the hub, step by step.",
          "lines": [
            "Connecting to the Lakeland Data Hub",
            "1. Register a client.",
            "2. Wait for the review.",
            "3. Ask for tokens, and read."
          ]
        },
        {
          "id": "rate-classes",
          "media_type": "text/csv",
          "name": "rate-classes.csv",
          "description": "The rate classes of Lakeland Power & Light.",
          "lines": ["class,name,commodity", "R1,Homes,electricity", "G1,Homes,natural_gas"]
        },
        {
          "id": "gateway-settings",
          "media_type": "application/json",
          "name": "gateway-settings.json",
          "description": "",
          "lines": ["{", "  \"gateway\": \"gateway.example\",", "  \"port\": 8883", "}"]
        }
      ],
      "starting_grants": [
        {
          "name": "former-guide",
          "scopes": ["cds_server_provided_files_1"],
          "files": ["interconnection-guide"],
          "status": "expired",
          "ends_in": 0
        },
        {
          "name": "documents",
          "scopes": ["cds_server_provided_files_1"],
          "files": ["interconnection-guide", "rate-classes"],
          "status": "active",
          "replaces": ["former-guide"]
        },
        {
          "name": "settings",
          "scopes": ["cds_server_provided_files_1"],
          "files": ["gateway-settings"],
          "status": "active"
        },
        {
          "name": "house-by-the-lake",
          "scopes": ["lakeland_usage"],
          "status": "needs_authorization",
          "user": "ada"
        },
        {
          "name": "two-homes",
          "scopes": ["lakeland_usage"],
          "status": "needs_sub_grants"
        },
        {
          "name": "first-home",
          "scopes": ["lakeland_usage"],
          "status": "active",
          "user": "bert",
          "parent": "two-homes"
        },
        {
          "name": "second-home",
          "scopes": ["lakeland_usage"],
          "status": "needs_authorization",
          "user": "ada",
          "parent": "two-homes"
        },
        {
          "name": "next-month",
          "scopes": ["lakeland_usage"],
          "status": "future",
          "user": "bert",
          "begins_in": 2592000,
          "ends_in": 34128000
        }
      ],
      "resources": [
        {
          "path": "/.well-known/synchroscope-target.json",
          "access": "public",
          "content_type": "application/json",
          "object": {
            "previous_metadata_url": "{origin}/previous/.well-known/cds-server-metadata.json",
            "extensions": ["lakeland_district_heat"],
            "values": {
              "countries": ["US", "CA"],
              "filtered_coverage_url": "{origin}/cds/coverage.json?lakeland_country=US",
              "other_metadata_urls": ["{origin}/subsidiary/cds-server-metadata.json"],
              "restricted_metadata_url": "{origin}/partners/cds-server-metadata.json",
              "unapproved": true
            },
            "credentials": {
              "restricted": {"Authorization": "Bearer partner-token-for-tests-only"},
              "unapproved": {"Authorization": "Bearer a-token-that-nobody-approved"}
            }
          }
        },
        {
          "path": "/maps/north-shore.svg",
          "access": "public",
          "content_type": "image/svg+xml",
          "lines": [
            "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 120 80' role='img'>",
            "  <title>North shore of the lake</title>",
            "  <rect width='120' height='80' fill='#eef3ea'/>",
            "  <path d='M0 50 Q30 38 60 52 T120 46 V80 H0 Z' fill='#9cc3dd'/>",
            "  <path d='M10 12 L104 8 L110 40 L60 46 L14 42 Z' fill='#e8b04a' opacity='.7'/>",
            "</svg>"
          ]
        },
        {
          "path": "/partners/substation-twelve.svg",
          "access": "token",
          "content_type": "image/svg+xml",
          "lines": [
            "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 60 60' role='img'>",
            "  <title>Substation twelve and its feeders</title>",
            "  <path d='M30 30 L8 10 M30 30 L52 14 M30 30 L28 56' stroke='#333'/>",
            "  <rect x='24' y='24' width='12' height='12' fill='#c0563b'/>",
            "</svg>"
          ]
        },
        {
          "path": "/maps/north-shore.geojson",
          "access": "public",
          "content_type": "application/geo+json",
          "object": {
            "type": "FeatureCollection",
            "features": [
              {
                "type": "Feature",
                "properties": { "name": "North shore" },
                "geometry": {
                  "type": "Polygon",
                  "coordinates": [
                    [[-92.3, 46.7], [-90.8, 46.6], [-90.7, 47.3], [-92.1, 47.2], [-92.3, 46.7]]
                  ]
                }
              }
            ]
          }
        },
        {
          "path": "/maps/far-shore.geojson",
          "access": "public",
          "content_type": "application/geo+json",
          "object": {
            "type": "Feature",
            "properties": null,
            "geometry": {
              "type": "Polygon",
              "coordinates": [
                [[-90.2, 48.1], [-88.9, 48.0], [-88.8, 48.6], [-90.0, 48.7], [-90.2, 48.1]]
              ]
            }
          }
        }
      ],
      "pages": [
        {
          "path": "/",
          "title": "Lakeland Data Hub",
          "paragraphs": ["A made-up data hub. It exists so that clients and checkers can be tried."]
        },
        {
          "path": "/docs",
          "title": "Technical documentation",
          "paragraphs": [
            "The server metadata is at /.well-known/cds-server-metadata.json.",
            "Section 4.7 of CDS-WG1-01, commodity types, is extended by a string.",
            "lakeland_district_heat: hot water that is piped to buildings for heating.",
            "Section 3.2, metadata object: lakeland_region, a string, optional, a place by the lake.",
            "Section 4.2, filters: lakeland_country keeps the entries of one country code.",
            "Section 4.3, entry: harbour_pump_stations, an integer, optional, a count of pumps."
          ]
        },
        {
          "path": "/support",
          "title": "Technical support",
          "paragraphs": ["Write to support@example.com on working days."]
        },
        {
          "path": "/policy",
          "title": "Policy for clients",
          "paragraphs": ["Clients keep what they learn to themselves."]
        },
        {
          "path": "/terms",
          "title": "Terms of use",
          "paragraphs": ["Made-up data may be used for any purpose."]
        },
        {
          "path": "/register",
          "title": "Register by hand",
          "paragraphs": ["Write to support@example.com with the name of the client and its scopes."]
        },
        {
          "path": "/test-accounts",
          "title": "Test accounts",
          "paragraphs": ["There are no customers to sign in as yet."]
        }
      ]
    }
    """#
}
