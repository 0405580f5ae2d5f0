"""Screens of the profile capability; the only place here that knows Qt."""
