profile d/all
  title: Everything, and thinking is not left to chance
  edition: d-1
  suites: d/*
  claims: DOC-1
  raise: D/2/three to MUST
  limit: revocation-grace to 250ms
