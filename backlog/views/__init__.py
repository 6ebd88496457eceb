"""The HTML doors of the backlog: the board, an item's page, promises; accept and question among them."""
