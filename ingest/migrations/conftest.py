"""pytest looks for doctests in every module; env.py can only be run by Alembic."""

collect_ignore = ["env.py"]
