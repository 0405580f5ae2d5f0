"""The screens of opportunities."""
