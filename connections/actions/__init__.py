"""What can be done about connections, and about what goes out to them?"""
