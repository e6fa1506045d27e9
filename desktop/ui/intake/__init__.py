"""Taking people in: the manifest, the arrival desk, a new file."""
