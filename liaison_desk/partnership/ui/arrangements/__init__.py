"""The screens of arrangements."""
