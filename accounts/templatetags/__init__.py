"""What templates may say of colleagues."""
