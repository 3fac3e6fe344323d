# A client comes into being, gets a token, and looks after its objects, messages and secrets.

profile cds/registration
  title: Dynamic registration, and the Clients, Messages and Credentials APIs
  edition: cds-2026-04
  includes: cds/discovery
  suites: cds/registration/* cds/scopes/* cds/clients/* cds/messages/* cds/credentials/* cds/oauth/*
    cds/security/*
  claims: CDS-WG1-02 2, 3.3, 3.3.1, 3.4, 3.5, 3.6, 3.7, 3.8, 3.9, 3.10, 4*, 5*, 6*, 7*, 10, 11*
  claims: RFC6749
  claims: RFC6750
  claims: RFC7009
  claims: RFC7591
  claims: RFC7592
  claims: RFC7662
