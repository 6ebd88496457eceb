"""People and companies who complain."""
