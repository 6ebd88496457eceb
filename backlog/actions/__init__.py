"""What can be done with items and voices?"""
