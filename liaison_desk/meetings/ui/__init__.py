"""Screens of the meetings capability; the only place here that knows Qt."""
