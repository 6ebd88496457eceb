"""Commands: counting again."""
