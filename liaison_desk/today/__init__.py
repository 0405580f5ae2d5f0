"""Today: the first page, which reads the services of all capabilities and keeps nothing of its own."""
