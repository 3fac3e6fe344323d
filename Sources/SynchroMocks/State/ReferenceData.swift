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
            "documentation": "{origin}/docs/scopes",
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
                "documentation": "{origin}/docs/scopes",
                "for_types": ["lakeland_usage"],
                "format": "int",
                "is_required": false,
                "default": 12,
                "maximum": 24,
                "minimum": 1
              },
              {
                "id": "lakeland_since",
                "name": "First day of readings",
                "description": "How far back the readings may begin.",
                "documentation": "{origin}/docs/scopes",
                "for_types": ["lakeland_usage"],
                "format": "relative_or_absolute_date",
                "is_required": false,
                "default": "P1Y",
                "maximum": "P2Y",
                "minimum": "P0D"
              },
              {
                "id": "lakeland_interval",
                "name": "Interval of readings",
                "description": "How far apart the readings are.",
                "documentation": "{origin}/docs/scopes",
                "for_types": ["lakeland_usage"],
                "format": "choice",
                "is_required": false,
                "default": "hourly",
                "choices": [
                  {
                    "id": "quarter_hourly",
                    "name": "Every quarter of an hour",
                    "description": "Readings of each quarter of an hour.",
                    "documentation": "{origin}/docs/scopes"
                  },
                  {
                    "id": "hourly",
                    "name": "Hourly",
                    "description": "Readings of each hour.",
                    "documentation": "{origin}/docs/scopes"
                  },
                  {
                    "id": "daily",
                    "name": "Daily",
                    "description": "One reading for each day.",
                    "documentation": "{origin}/docs/scopes"
                  }
                ]
              },
              {
                "id": "lakeland_costs",
                "name": "With costs",
                "description": "Whether the costs of each bill are wanted as well.",
                "documentation": "{origin}/docs/scopes",
                "for_types": ["lakeland_usage"],
                "format": "boolean",
                "is_required": false,
                "default": false
              },
              {
                "id": "lakeland_key",
                "name": "Key for encryption",
                "description": "A public key; readings are encrypted for its holder.",
                "documentation": "{origin}/docs/scopes",
                "for_types": ["lakeland_usage"],
                "format": "jwk_or_null",
                "is_required": false,
                "default": null
              }
            ]
          },
          "lakeland_bills": {
            "id": "lakeland_bills",
            "type": "lakeland_bills",
            "name": "Bills",
            "description": "Bills of a customer, with the customer's permission.",
            "documentation": "{origin}/docs/scopes",
            "registration_requirements": ["lakeland_review", "lakeland_privacy_officer"],
            "registration_optional": ["lakeland_nickname"],
            "response_types_supported": ["code"],
            "grant_types_supported": ["authorization_code", "refresh_token"],
            "token_endpoint_auth_methods_supported": ["client_secret_basic"],
            "code_challenge_methods_supported": ["S256"],
            "coverages_supported": ["lpl-electric", "lpl-gas"],
            "grant_admin_scope": "cds_grant_admin_1",
            "authorization_details_types_supported": ["lakeland_bills"],
            "authorization_details_fields_supported": [
              {
                "id": "lakeland_bill_count",
                "name": "Number of bills",
                "description": "How many of the latest bills are wanted.",
                "documentation": "{origin}/docs/scopes",
                "for_types": ["lakeland_bills"],
                "format": "int",
                "is_required": false,
                "default": 3,
                "maximum": 36,
                "minimum": 1
              }
            ]
          },
          "lakeland_outages": {
            "id": "lakeland_outages",
            "type": "lakeland_outages",
            "name": "Outages",
            "description": "Outages of the electric grid as they begin, change and end.",
            "documentation": "{origin}/docs/scopes",
            "registration_requirements": [],
            "registration_optional": [],
            "response_types_supported": [],
            "grant_types_supported": ["client_credentials"],
            "token_endpoint_auth_methods_supported": ["client_secret_basic"],
            "code_challenge_methods_supported": [],
            "coverages_supported": ["lpl-electric"],
            "grant_admin_scope": "cds_grant_admin_1",
            "authorization_details_types_supported": ["lakeland_outages"],
            "authorization_details_fields_supported": [
              {
                "id": "lakeland_from",
                "name": "First day of outages",
                "description": "Outages that ended before this day are left out.",
                "documentation": "{origin}/docs/scopes",
                "for_types": ["lakeland_outages"],
                "format": "relative_or_absolute_date",
                "is_required": false,
                "default": "2024-01-01",
                "maximum": "infinite",
                "minimum": "2020-01-01"
              },
              {
                "id": "lakeland_until",
                "name": "End of notices",
                "description": "For how long new outages are reported.",
                "documentation": "{origin}/docs/scopes",
                "for_types": ["lakeland_outages"],
                "format": "relative_or_absolute_datetime",
                "is_required": false,
                "default": "P7D",
                "maximum": "P30DT12H",
                "minimum": "PT1H"
              },
              {
                "id": "lakeland_megawatts",
                "name": "Least power",
                "description": "Outages of less power than this many megawatts are left out.",
                "documentation": "{origin}/docs/scopes",
                "for_types": ["lakeland_outages"],
                "format": "decimal",
                "is_required": false,
                "default": 0.50,
                "maximum": 1250.000,
                "minimum": 0.005
              },
              {
                "id": "lakeland_customers",
                "name": "Fewest customers",
                "description": "Outages of fewer customers are left out.",
                "documentation": "{origin}/docs/scopes",
                "for_types": ["lakeland_outages"],
                "format": "int",
                "is_required": false,
                "default": 0,
                "maximum": "infinite",
                "minimum": 0
              },
              {
                "id": "lakeland_feeder",
                "name": "Feeder",
                "description": "Outages of this feeder, or of any.",
                "documentation": "{origin}/docs/scopes",
                "for_types": ["lakeland_outages"],
                "format": "string",
                "is_required": false,
                "default": "any",
                "maximum": 40,
                "minimum": 1
              },
              {
                "id": "lakeland_remark",
                "name": "Remark",
                "description": "A remark that comes back with every notice, or null for none.",
                "documentation": "{origin}/docs/scopes",
                "for_types": ["lakeland_outages"],
                "format": "string_or_null",
                "is_required": false,
                "default": null,
                "maximum": 200,
                "minimum": 0
              },
              {
                "id": "lakeland_districts",
                "name": "Districts",
                "description": "Outages of these districts; an empty list stands for all.",
                "documentation": "{origin}/docs/scopes",
                "for_types": ["lakeland_outages"],
                "format": "string_list",
                "is_required": false,
                "default": [],
                "maximum": 500,
                "minimum": 0
              }
            ]
          },
          "lakeland_market": {
            "id": "lakeland_market",
            "type": "lakeland_market",
            "name": "Market place",
            "description": "Offers of flexibility, for clients that have proven who they are.",
            "documentation": "{origin}/docs/scopes",
            "registration_requirements": [
              "lakeland_setup_payment", "lakeland_email_check", "lakeland_sign_on",
              "lakeland_agreement", "lakeland_questionnaire", "lakeland_review", "lakeland_company",
              "lakeland_homepage", "lakeland_operations", "lakeland_large", "lakeland_logo",
              "lakeland_licence"
            ],
            "registration_optional": [
              "lakeland_trade_name", "lakeland_motto", "lakeland_status_page", "lakeland_blog",
              "lakeland_billing", "lakeland_night_desk", "lakeland_trials", "lakeland_cooperative",
              "lakeland_icon", "lakeland_photo", "lakeland_brochure", "lakeland_audit"
            ],
            "response_types_supported": [],
            "grant_types_supported": ["client_credentials"],
            "token_endpoint_auth_methods_supported": ["client_secret_basic"],
            "code_challenge_methods_supported": [],
            "coverages_supported": ["lpl-large-customers"],
            "grant_admin_scope": null,
            "authorization_details_types_supported": ["lakeland_market"],
            "authorization_details_fields_supported": []
          },
          "lakeland_tariffs": {
            "id": "lakeland_tariffs",
            "type": "lakeland_tariffs",
            "name": "Tariffs",
            "description": "Prices of every rate class, hour by hour.",
            "documentation": "{origin}/docs/scopes",
            "registration_requirements": [],
            "registration_optional": [],
            "response_types_supported": [],
            "grant_types_supported": ["client_credentials"],
            "token_endpoint_auth_methods_supported": ["client_secret_basic"],
            "code_challenge_methods_supported": [],
            "coverages_supported": ["lpl-electric"],
            "grant_admin_scope": "cds_grant_admin_1",
            "authorization_details_types_supported": ["lakeland_tariffs"],
            "authorization_details_fields_supported": []
          }
        },
        "registration_fields": {
          "lakeland_review": {
            "id": "lakeland_review",
            "type": "internal_review",
            "description": "The hub looks at every new client before it may see customer data.",
            "documentation": "{origin}/docs/registration"
          },
          "lakeland_privacy_officer": {
            "id": "lakeland_privacy_officer",
            "type": "registration_field",
            "description": "The mail address of whoever answers questions about privacy.",
            "documentation": "{origin}/docs/registration",
            "field_name": "cds_lakeland_privacy_officer",
            "format": "email",
            "max_length": 200
          },
          "lakeland_nickname": {
            "id": "lakeland_nickname",
            "type": "registration_field",
            "description": "A short name for the client, shown to customers.",
            "documentation": "{origin}/docs/registration",
            "field_name": "cds_lakeland_nickname",
            "format": "string_or_null",
            "default": null,
            "max_length": 40
          },
          "lakeland_setup_payment": {
            "id": "lakeland_setup_payment",
            "type": "payment_required",
            "description": "A payment for setting up the client.",
            "documentation": "{origin}/docs/registration",
            "amount": 250.00,
            "currency": "USD"
          },
          "lakeland_email_check": {
            "id": "lakeland_email_check",
            "type": "email_verification",
            "description": "The mail address of the client is verified.",
            "documentation": "{origin}/docs/registration"
          },
          "lakeland_sign_on": {
            "id": "lakeland_sign_on",
            "type": "sso_verification",
            "description": "Somebody signs in, and their account belongs to the client from then on.",
            "documentation": "{origin}/docs/registration"
          },
          "lakeland_agreement": {
            "id": "lakeland_agreement",
            "type": "pdf_form",
            "description": "The agreement of the market place, filled in.",
            "documentation": "{origin}/docs/registration"
          },
          "lakeland_questionnaire": {
            "id": "lakeland_questionnaire",
            "type": "online_form",
            "description": "Questions about what the client trades.",
            "documentation": "{origin}/docs/registration"
          },
          "lakeland_company": {
            "id": "lakeland_company",
            "type": "registration_field",
            "description": "The registered name of the company.",
            "documentation": "{origin}/docs/registration",
            "field_name": "cds_lakeland_company",
            "format": "string",
            "max_length": 100
          },
          "lakeland_homepage": {
            "id": "lakeland_homepage",
            "type": "registration_field",
            "description": "The web site of the company.",
            "documentation": "{origin}/docs/registration",
            "field_name": "cds_lakeland_homepage",
            "format": "url",
            "max_length": 200
          },
          "lakeland_operations": {
            "id": "lakeland_operations",
            "type": "registration_field",
            "description": "The mail address of the people who run the client.",
            "documentation": "{origin}/docs/registration",
            "field_name": "cds_lakeland_operations",
            "format": "email",
            "max_length": 200
          },
          "lakeland_large": {
            "id": "lakeland_large",
            "type": "registration_field",
            "description": "Whether the client trades more than one megawatt.",
            "documentation": "{origin}/docs/registration",
            "field_name": "cds_lakeland_large",
            "format": "boolean"
          },
          "lakeland_logo": {
            "id": "lakeland_logo",
            "type": "registration_field",
            "description": "The logo of the company, shown beside its offers.",
            "documentation": "{origin}/docs/registration",
            "field_name": "cds_lakeland_logo",
            "format": "image",
            "max_size": 20000
          },
          "lakeland_licence": {
            "id": "lakeland_licence",
            "type": "registration_field",
            "description": "The licence to trade.",
            "documentation": "{origin}/docs/registration",
            "field_name": "cds_lakeland_licence",
            "format": "pdf",
            "max_size": 200000
          },
          "lakeland_trade_name": {
            "id": "lakeland_trade_name",
            "type": "registration_field",
            "description": "The name that offers are shown under.",
            "documentation": "{origin}/docs/registration",
            "field_name": "cds_lakeland_trade_name",
            "format": "string",
            "default": "",
            "max_length": 60
          },
          "lakeland_motto": {
            "id": "lakeland_motto",
            "type": "registration_field",
            "description": "A line below the name.",
            "documentation": "{origin}/docs/registration",
            "field_name": "cds_lakeland_motto",
            "format": "string_or_null",
            "default": null,
            "max_length": 80
          },
          "lakeland_status_page": {
            "id": "lakeland_status_page",
            "type": "registration_field",
            "description": "Where the company tells of its own troubles.",
            "documentation": "{origin}/docs/registration",
            "field_name": "cds_lakeland_status_page",
            "format": "url",
            "default": "https://www.example.com/status",
            "max_length": 200
          },
          "lakeland_blog": {
            "id": "lakeland_blog",
            "type": "registration_field",
            "description": "Where the company writes about itself.",
            "documentation": "{origin}/docs/registration",
            "field_name": "cds_lakeland_blog",
            "format": "url_or_null",
            "default": null,
            "max_length": 200
          },
          "lakeland_billing": {
            "id": "lakeland_billing",
            "type": "registration_field",
            "description": "The mail address that bills go to.",
            "documentation": "{origin}/docs/registration",
            "field_name": "cds_lakeland_billing",
            "format": "email",
            "default": "billing@example.com",
            "max_length": 200
          },
          "lakeland_night_desk": {
            "id": "lakeland_night_desk",
            "type": "registration_field",
            "description": "The mail address of whoever is awake at night.",
            "documentation": "{origin}/docs/registration",
            "field_name": "cds_lakeland_night_desk",
            "format": "email_or_null",
            "default": null,
            "max_length": 200
          },
          "lakeland_trials": {
            "id": "lakeland_trials",
            "type": "registration_field",
            "description": "Whether the client takes part in trials of new offers.",
            "documentation": "{origin}/docs/registration",
            "field_name": "cds_lakeland_trials",
            "format": "boolean",
            "default": false
          },
          "lakeland_cooperative": {
            "id": "lakeland_cooperative",
            "type": "registration_field",
            "description": "Whether the company is a cooperative, if it says so.",
            "documentation": "{origin}/docs/registration",
            "field_name": "cds_lakeland_cooperative",
            "format": "boolean_or_null",
            "default": null
          },
          "lakeland_icon": {
            "id": "lakeland_icon",
            "type": "registration_field",
            "description": "A small picture for lists.",
            "documentation": "{origin}/docs/registration",
            "field_name": "cds_lakeland_icon",
            "format": "image",
            "default": "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR42mNoAAAAggCB2kUIOwAAAABJRU5ErkJggg==",
            "max_size": 5000
          },
          "lakeland_photo": {
            "id": "lakeland_photo",
            "type": "registration_field",
            "description": "A picture of the company.",
            "documentation": "{origin}/docs/registration",
            "field_name": "cds_lakeland_photo",
            "format": "image_or_null",
            "default": null,
            "max_size": 20000
          },
          "lakeland_brochure": {
            "id": "lakeland_brochure",
            "type": "registration_field",
            "description": "A brochure for other traders.",
            "documentation": "{origin}/docs/registration",
            "field_name": "cds_lakeland_brochure",
            "format": "pdf",
            "default": "JVBERi0xLjQKMSAwIG9iajw8L1R5cGUvQ2F0YWxvZy9QYWdlcyAyIDAgUj4+IGVuZG9iagoyIDAgb2JqPDwvVHlwZS9QYWdlcy9LaWRzWzMgMCBSXS9Db3VudCAxPj4gZW5kb2JqCjMgMCBvYmo8PC9UeXBlL1BhZ2UvUGFyZW50IDIgMCBSL01lZGlhQm94WzAgMCA5IDldPj4gZW5kb2JqCnhyZWYKMCA0CjAwMDAwMDAwMDAgNjU1MzUgZiAKMDAwMDAwMDAwOSAwMDAwMCBuIAowMDAwMDAwMDUzIDAwMDAwIG4gCjAwMDAwMDAxMDMgMDAwMDAgbiAKdHJhaWxlcjw8L1NpemUgNC9Sb290IDEgMCBSPj4Kc3RhcnR4cmVmCjE2MwolJUVPRgo=",
            "max_size": 200000
          },
          "lakeland_audit": {
            "id": "lakeland_audit",
            "type": "registration_field",
            "description": "The last report of an auditor.",
            "documentation": "{origin}/docs/registration",
            "field_name": "cds_lakeland_audit",
            "format": "pdf_or_null",
            "default": null,
            "max_size": 200000
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
          "name": "notices-and-prices",
          "scopes": ["lakeland_outages", "lakeland_tariffs"],
          "status": "active"
        },
        {
          "name": "notices-by-feeder",
          "scopes": ["lakeland_outages"],
          "authorization_details": [
            { "type": "lakeland_outages", "lakeland_feeder": "north-7" },
            { "type": "lakeland_outages", "lakeland_feeder": "south-2" }
          ],
          "status": "partial"
        },
        {
          "name": "prices-and-a-feeder",
          "scopes": ["lakeland_tariffs"],
          "authorization_details": [
            { "type": "lakeland_outages", "lakeland_feeder": "east-4" }
          ],
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
              "registration": {
                    "cds_lakeland_privacy_officer": "privacy@client.example",
                    "cds_lakeland_company": "Client Company",
                    "cds_lakeland_homepage": "https://client.example/",
                    "cds_lakeland_operations": "operations@client.example",
                    "cds_lakeland_large": false,
                    "cds_lakeland_logo": "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR42mNoAAAAggCB2kUIOwAAAABJRU5ErkJggg==",
                    "cds_lakeland_licence": "JVBERi0xLjQKMSAwIG9iajw8L1R5cGUvQ2F0YWxvZy9QYWdlcyAyIDAgUj4+IGVuZG9iagoyIDAgb2JqPDwvVHlwZS9QYWdlcy9LaWRzWzMgMCBSXS9Db3VudCAxPj4gZW5kb2JqCjMgMCBvYmo8PC9UeXBlL1BhZ2UvUGFyZW50IDIgMCBSL01lZGlhQm94WzAgMCA5IDldPj4gZW5kb2JqCnhyZWYKMCA0CjAwMDAwMDAwMDAgNjU1MzUgZiAKMDAwMDAwMDAwOSAwMDAwMCBuIAowMDAwMDAwMDUzIDAwMDAwIG4gCjAwMDAwMDAxMDMgMDAwMDAgbiAKdHJhaWxlcjw8L1NpemUgNC9Sb290IDEgMCBSPj4Kc3RhcnR4cmVmCjE2MwolJUVPRgo="
                  },
                  "restricted_metadata_url": "{origin}/partners/cds-server-metadata.json",
              "redirect_uri": "https://client.example.com/callback",
              "web_page": "{origin}/docs",
              "image": "{origin}/maps/north-shore.svg",
              "filtered_clients_url": "{origin}/cds/clients?lakeland_statuses=production",
              "filtered_files_url": "{origin}/cds/files?lakeland_media_types=text/plain",
              "filtered_messages_url": "{origin}/cds/messages?lakeland_types=notification%20private_message",
              "unapproved": true
            },
            "accounts": {
              "ada": {"user": "ada", "password": "lakeside-1"},
              "bert": {"user": "bert", "password": "lakeside-2"}
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
            "Section 4.3, entry: harbour_pump_stations, an integer, optional, a count of pumps.",
            "Section 6.8 of CDS-WG1-02, filters: lakeland_types keeps the messages of these types.",
            "What clients may ask for is at /docs/scopes, how they register at /docs/registration.",
            "How grants begin, change and end is told at /docs/grants."
          ]
        },
        {
          "path": "/docs/scopes",
          "title": "Scopes and their details",
          "paragraphs": [
            "cds_client_admin, cds_grant_admin_1 and cds_server_provided_files_1 are as in CDS-WG1-02.",
            "Section 3.3 is extended by four scopes of the hub; the type of each is equal to its name.",
            "lakeland_usage: meter readings of a customer who has agreed, in a browser.",
            "PKCE with S256 is needed, and refresh tokens are issued.",
            "lakeland_outages: notices of outages. Clients ask with their own credentials.",
            "lakeland_market: offers of flexibility. Clients ask with their own credentials.",
            "lakeland_tariffs: prices, hour by hour. Clients ask with their own credentials.",
            "What a client does before it may use a scope is told at /docs/registration.",
            "Every authorization detail below has a default, so asking for the scope is enough.",
            "lakeland_months: from 1 to 24 months of readings.",
            "lakeland_since: a day up to two years back, as a date or as a duration such as P6M.",
            "lakeland_interval: quarter_hourly, hourly or daily.",
            "lakeland_costs: true or false.",
            "lakeland_key: a public key for encryption as a JWK whose use is enc, or null.",
            "lakeland_from: a day since 2020-01-01, as a date or as a duration, or infinite.",
            "lakeland_until: a moment, or a duration from PT1H to P30DT12H.",
            "lakeland_megawatts: a decimal from 0.005 to 1250.000, which is kept exactly.",
            "lakeland_customers: a count.",
            "lakeland_feeder: a text of 1 to 40 characters.",
            "lakeland_remark: a text of up to 200 characters, or null.",
            "lakeland_districts: a list of up to 100 texts with 500 characters in all."
          ]
        },
        {
          "path": "/docs/grants",
          "title": "Grants",
          "paragraphs": [
            "Whoever registers a scope of the hub finds grants that the hub has made, to try things on.",
            "A grant of lakeland_usage that needs_sub_grants becomes active as soon as each of its",
            "sub-grants is active; no other status of a sub-grant is enough.",
            "A client that closes a grant closes its sub-grants, and ends the tokens for them.",
            "Less access is given at once. More of lakeland_usage needs the user's agreement.",
            "More of any other scope is reviewed for a minute; until then, what was open stays open.",
            "Files are shared by the hub alone; a client may ask for one that it was shared before."
          ]
        },
        {
          "path": "/docs/registration",
          "title": "What registration asks for",
          "paragraphs": [
            "Fields that are sent with the registration stand in the authorization server metadata.",
            "A field with a default may be left out.",
            "lakeland_review: two people of the hub look at every new client, within three working days.",
            "Questions and the outcome of the review come as messages.",
            "lakeland_setup_payment: 250.00 US dollars, once, without further fees.",
            "Cards are accepted, nothing else; a message links to the checkout page.",
            "lakeland_email_check: the mail address of the client is verified; it has the form name@host.",
            "A message links to a page; enter the address there, and a code of six digits is made.",
            "No mail is sent by a made-up hub: the page shows the code. Type it in on the same page.",
            "lakeland_sign_on: a message links to the sign-on page (SSO).",
            "The hub is the only identity provider, a name and a password the only method.",
            "One of the /test-accounts signs in there, and belongs to the client from then on.",
            "lakeland_agreement: download the blank form at /forms/lakeland-agreement.pdf and fill it in.",
            "Send it as the answer to the message that asks for it.",
            "lakeland_questionnaire: a message links to an online form of one page.",
            "It asks for the company, who fills it in, what the client is for, and for consent to /terms.",
            "Press Submit to finish. Links to pages may be opened as often as needed."
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
          "paragraphs": [
            "Made-up customers may sign in: ada with lakeside-1, bert with lakeside-2 as the password.",
            "ada has an electricity account and a gas account. bert has no electricity account."
          ]
        }
      ],
      "accounts": [
        { "username": "ada", "password": "lakeside-1", "name": "Ada Lindqvist" },
        { "username": "bert", "password": "lakeside-2", "name": "Bert Okafor" }
      ]
    }
    """#
}
