"""Rows of a table chosen by their cells: by who leads, by deadline, band, state, limit, or as the most of them."""
