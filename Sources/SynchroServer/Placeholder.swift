enum SynchroServerPlaceholder {}
