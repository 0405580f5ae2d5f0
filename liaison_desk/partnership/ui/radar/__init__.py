"""The radar: what ends when."""
