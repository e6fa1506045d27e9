"""The health page of a file."""
