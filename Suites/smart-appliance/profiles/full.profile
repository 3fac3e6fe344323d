# Every actor of the use case.

profile smart-appliance/full
  title: C5, both scenarios, with all functional and non-functional requirements
  edition: c5-2009
  includes: smart-appliance/appliance smart-appliance/utility
  suites: smart-appliance/*
  claims: C5
