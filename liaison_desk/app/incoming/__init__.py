"""Files of other programs on their way into a desk: read, recognized, taken in."""
