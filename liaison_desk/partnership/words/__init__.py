"""What partnership is called in a language, on screens and on paper alike: pure functions."""
