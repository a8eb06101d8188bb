"""A file → the catalogue. Knows nothing of questions."""
