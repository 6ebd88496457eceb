"""The API doors of teams and views."""
