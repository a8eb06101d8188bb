"""Errors that are shown to a person: one Vietnamese sentence that says what is wrong, one that says what to do."""


class UserError(Exception):
    """What a person can mend. `status` is the exit status of the command line: 2 bad input, 3 environment."""

    def __init__(self, message: str, hint: str = "", status: int = 2) -> None:
        super().__init__(f"{message} {hint}".strip())
        self.message = message
        self.hint = hint
        self.status = status
