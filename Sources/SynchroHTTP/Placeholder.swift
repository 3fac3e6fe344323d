enum SynchroHTTPPlaceholder {}
