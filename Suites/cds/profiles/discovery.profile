# What anybody can find out without registering.

profile cds/discovery
  title: Server metadata, coverage and authorization server metadata, read without credentials
  edition: cds-2026-04
  suites: cds/discovery/*
  claims: CDS-WG1-01
  claims: CDS-WG1-02 3, 3.1, 3.2
  claims: RFC8414
  except: WG1-02/3.2/introspection-works WG1-02/3.2/par-works WG1-02/3.2/rar-functionality
    WG1-02/3.2/registration-endpoint-works WG1-02/3.2/revocation-works
