"""What leaves the house in bulk: files of tickets, decisions, items and counts, and views for those who ask in SQL."""
