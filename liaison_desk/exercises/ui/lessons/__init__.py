"""The lessons of an exercise, or of all: listed, written, followed through, carried into the next run."""
