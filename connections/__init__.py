"""Other machines: webhooks, chat rooms, and where code is made. What goes out to them, and what comes back."""
