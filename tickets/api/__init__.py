"""The API doors of tickets."""
