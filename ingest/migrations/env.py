"""What Alembic runs for each migration command: it is given the connection by run.py."""

from alembic import context

context.configure(
    connection=context.config.attributes["connection"],
    render_as_batch=True,  # SQLite cannot alter a column in place
    transactional_ddl=True,
)
context.run_migrations()
