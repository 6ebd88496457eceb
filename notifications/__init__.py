"""Who hears about what, over which channel."""
