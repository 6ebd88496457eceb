"""Commands: measuring again."""
