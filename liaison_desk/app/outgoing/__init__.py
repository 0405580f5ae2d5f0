"""Records on their way out to other programs and other nations: read, released, written."""
