"""Entries (history, audit) and deliveries (outbox): what happened, and what must follow."""
