"""The form of a new or known exercise."""
