"""The API doors of exports."""
