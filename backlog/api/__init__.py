"""The API doors of the backlog."""
