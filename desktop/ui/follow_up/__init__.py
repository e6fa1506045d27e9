"""The first page after unlocking, and rounds of one thing due for many."""
