# What a utility might ask of a vendor before a pilot. docs/buyers-profile.md explains each line.

profile lakeland/pilot
  title: Lakeland's pilot of shared customer data
  edition: cds-2026-04
  # What is run: synchroscope run lakeland/pilot --profile pilot.profile --target vendor.target
  suites: cds/*

  # Which rows must be proven: documents whole or by clause, and single rows.
  claims: CDS-WG1-01
  claims: CDS-WG1-02 3*, 4*, 5*, 6*, 7*
  claims: RFC6750
  # Rows of these clauses that nobody needs for a pilot. Left-out MUST rows are listed with their number.
  except: WG1-02/6.9/*

  # Advice that we insist on.
  raise: WG1-01/* to MUST
  raise: RFC6750/* to MUST

  # What must be there, though the documents let it out.
  requires: RFC7592
  requires: feature the coverage capability
  requires: capability oauth
  requires: hook accept-payment

  # A message that takes a minute is too late for us.
  limit: message-grace to 20s
