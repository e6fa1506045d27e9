"""The first start, who works here, settings."""
