"""With which words do we begin, and of which are we wary? Defaults as data, and pure functions on texts."""
