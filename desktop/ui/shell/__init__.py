"""The window frame and what stands before it: log-in, a new vault, a new password."""
