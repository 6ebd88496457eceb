"""What can be done with a ticket? One function per verb of the table, and what people say beside it."""
