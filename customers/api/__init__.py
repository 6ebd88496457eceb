"""The API door of customers."""
