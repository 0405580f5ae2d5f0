"""Screens of the contacts capability; the only place here that knows Qt."""
