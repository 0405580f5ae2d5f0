"""The screens of partnership."""
