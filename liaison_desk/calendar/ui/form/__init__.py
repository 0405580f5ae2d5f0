"""The forms of events and calendars, and the dialogs around them."""
