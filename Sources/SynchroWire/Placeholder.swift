enum SynchroWirePlaceholder {}
