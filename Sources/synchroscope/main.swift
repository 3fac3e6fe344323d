import SynchroCLI
