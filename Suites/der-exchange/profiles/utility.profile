# What a distribution utility has to show: the exchanges that it receives.

profile der-exchange/utility
  title: The exchanges that a distribution utility receives
  edition: der-draft
  suites: der-exchange/billing-to-utility der-exchange/outage-to-utility
    der-exchange/aggregation-information der-exchange/aggregation-data
  claims: DER 2, 4, 5, 6
