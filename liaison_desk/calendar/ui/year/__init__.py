"""The year: twelve months tinted by how much happens."""
