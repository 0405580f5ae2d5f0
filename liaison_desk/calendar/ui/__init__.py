"""How calendars look: the page with its week, month and agenda views, the popover and the forms. Start in page."""
