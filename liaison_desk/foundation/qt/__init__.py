"""The common Qt parts every page is built from; no capability is known here.

Start in context (what a page is handed), then theme and paint (how it looks), windowed, rows and tables (lists of any
length), fields and dialog (forms), jobs and relay (work off the window's thread, and what it changed).
"""
