"""The screens of exercises."""
