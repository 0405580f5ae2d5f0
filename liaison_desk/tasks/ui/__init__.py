"""Screens of the tasks capability; the only place here that knows Qt."""
