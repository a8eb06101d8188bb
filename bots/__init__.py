"""The faces: command line, HTTP, Telegram. They see `ask` and the catalogue's reading side only."""
