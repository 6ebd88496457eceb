"""What one asks of this room by hand."""
