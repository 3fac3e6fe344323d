enum SynchroDigestPlaceholder {}
