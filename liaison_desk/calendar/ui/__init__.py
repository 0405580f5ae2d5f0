"""Screens of the calendar capability; the only place here that knows Qt."""
