"""What can be done about counts? Count what happened, count it again, compare."""
