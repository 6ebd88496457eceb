"""What can we do about exports?"""
