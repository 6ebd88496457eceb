"""What operators can ask about the numbers."""
