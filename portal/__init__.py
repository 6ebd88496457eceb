"""The door of the customers: follow, confirm, answer."""
