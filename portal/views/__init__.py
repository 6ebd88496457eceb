"""The HTML doors of the customers."""
