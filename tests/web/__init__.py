"""The web chat and the full page in a real browser."""
