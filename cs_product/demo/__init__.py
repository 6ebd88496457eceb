"""A year at Dawn Market, told by the real verbs with a moved clock."""
