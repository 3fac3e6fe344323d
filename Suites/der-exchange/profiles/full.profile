# Both parties, all exchanges.

profile der-exchange/full
  title: Every exchange between an aggregator and a distribution utility
  edition: der-draft
  suites: der-exchange/*
  claims: DER
