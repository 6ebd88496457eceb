"""Tickets, messages, attachments, and the three decisions: listen, assess, accept or decline."""
