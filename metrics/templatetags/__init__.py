"""What the templates of the dashboard may say."""
