"""Rows that need the whole programme: a start, a printed report, the memory of the window."""
