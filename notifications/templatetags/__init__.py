"""How telling is shown."""
