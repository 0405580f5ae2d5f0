"""What calendars say in the user's language: dates, times and repetitions; for the window and for paper, so without Qt."""
