enum SynchroTimingPlaceholder {}
