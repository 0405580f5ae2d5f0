"""The command line: one parser, one function a command; every command imports only what it needs."""
