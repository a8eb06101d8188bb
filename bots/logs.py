"""How this program's own commands log."""

FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"
