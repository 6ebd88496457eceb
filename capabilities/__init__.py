"""What we cannot do yet, or can since a date."""
