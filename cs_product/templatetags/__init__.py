"""What the shell around every page may say."""
