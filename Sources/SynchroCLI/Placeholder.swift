enum SynchroCLIPlaceholder {}
