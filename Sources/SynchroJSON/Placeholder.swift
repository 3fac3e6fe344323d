enum SynchroJSONPlaceholder {}
