"""Commands: the demonstration, the documents."""
