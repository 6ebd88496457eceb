"""How numbers are told on pages."""
