"""Plain-Python parts every floor stands on: ids, clock, errors, changes, paging, language, resources."""
