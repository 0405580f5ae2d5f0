"""What is added to an outline: sections by their kinds, single records, words, pictures and PDF files."""
