"""The HTML doors of tickets: the desk, a ticket's page, and one door per verb."""
