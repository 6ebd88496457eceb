"""What every API door shares: problems, pages, keys."""
