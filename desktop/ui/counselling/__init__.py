"""The counselling page of a file."""
