"""The fields that the forms of calendars are made of."""
