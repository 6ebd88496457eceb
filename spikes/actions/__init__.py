"""What can be done about rises in complaints? See each ticket, watch what they add up to, raise, answer."""
