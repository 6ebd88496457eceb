"""Items, voices and promises: what complaints become."""
