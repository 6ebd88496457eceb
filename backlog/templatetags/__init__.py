"""What templates may ask about the backlog."""
