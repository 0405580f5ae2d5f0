"""The outline at the left of the page: the packet's entries with their tabs, portion marks and pages, moved by drag and by keys."""
