"""What pages are lent of the rest of the desk: records found by words, papers, files, and undo."""
