"""The screens of the two logs."""
