# What an aggregator has to show: the exchanges that it receives.

profile der-exchange/aggregator
  title: The exchanges that an aggregator receives
  edition: der-draft
  suites: der-exchange/billing-to-aggregator der-exchange/outage-to-aggregator
    der-exchange/aggregation-data
  claims: DER 1, 3, 6
