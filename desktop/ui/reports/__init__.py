"""Papers: looked at, printed, saved."""
