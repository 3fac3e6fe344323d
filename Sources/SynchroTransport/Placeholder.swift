enum SynchroTransportPlaceholder {}
