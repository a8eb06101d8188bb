"""The training of the bundled embedding: a command, never on the path of a question."""
