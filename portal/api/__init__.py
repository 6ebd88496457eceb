"""The API door of what customers may read."""
