"""A person's file: its frame, overview, family, identity and history."""
