"""What makes people and organizations valid, neglected, another's double, or otherwise named from a day on."""
