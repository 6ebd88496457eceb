"""The API doors to colleagues."""
