"""Daily counts from entries, and the dashboard that reads them."""
