"""What do other machines read? Written from events: a stable shape, with numbers, stages and links."""
