"""The learning page of a file: courses and school."""
