"""The API doors of telling."""
