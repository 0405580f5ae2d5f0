"""What a packet takes in whole, on paper: pictures, pages of other files; and the curve of what is open over time."""
