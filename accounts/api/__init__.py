"""The API doors to colleagues, teams and views."""
