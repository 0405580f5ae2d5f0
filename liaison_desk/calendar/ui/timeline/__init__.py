"""The timeline: calendars, exercises or people over weeks to years."""
