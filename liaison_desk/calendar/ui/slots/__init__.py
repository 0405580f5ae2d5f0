"""Finding a time that suits all."""
