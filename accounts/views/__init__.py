"""The doors of the colleagues' own pages."""
