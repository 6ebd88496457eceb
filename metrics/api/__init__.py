"""The API door of the numbers."""
