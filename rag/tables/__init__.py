"""The members of a set that a question chooses: rows of a table by who leads them, their deadline, band, state, limit
or end; clauses of a sentence and items of a list by their figures."""
