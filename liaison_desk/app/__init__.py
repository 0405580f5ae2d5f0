"""Puts the program together: the desk, the window, the command line."""
