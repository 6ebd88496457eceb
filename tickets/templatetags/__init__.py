"""What templates may ask about tickets."""
