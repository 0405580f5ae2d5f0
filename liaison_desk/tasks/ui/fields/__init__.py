"""The fields that only the form of a task has."""
