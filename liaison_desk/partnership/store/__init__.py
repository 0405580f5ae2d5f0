"""How the records of partnership are read and written."""
