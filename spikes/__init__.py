"""Do more complain than is usual? By area, by what is alike, by word; with the tickets behind it."""
