# Everything the two documents demand, Grants and shared files included.

profile cds/full
  title: CDS-WG1-01 and CDS-WG1-02 with every RFC they import
  edition: cds-2026-04
  includes: cds/registration
  suites: cds/*
  claims: CDS-WG1-02
  claims: RFC7636
  claims: RFC9126
  claims: RFC9396
