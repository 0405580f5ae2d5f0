"""The whole program, told as an officer's stories."""
