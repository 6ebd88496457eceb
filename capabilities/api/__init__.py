"""The API doors of capabilities."""
