"""The plan page of a file: goals, appointments, her words, approvals."""
