"""The contacts page with real clicks and keys on a real desk."""
