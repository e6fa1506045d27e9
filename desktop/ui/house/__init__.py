"""The house page of a file: room, where she is now, must-know lines."""
