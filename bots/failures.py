"""The errors that are shown to a person as a sentence, whichever room raised them: one list for all faces."""


def shown_errors() -> tuple[type[Exception], ...]:
    """For `except shown_errors() as error`: looked up only when something was raised, so it costs nothing before."""
    from ingest.catalogue_errors import CatalogueError
    from ingest.loaders.errors import LoadError
    from ingest.owner import DataFolderError, OwnedElsewhere
    from rag.errors import UserError

    return (UserError, CatalogueError, OwnedElsewhere, DataFolderError, LoadError)


def sentence(error: Exception) -> str:
    """What is wrong and what to do, on one line: these errors' own text is written for the person."""
    return " ".join(str(error).split())


def status(error: Exception) -> int:
    """The exit status an error asks for; 3 (environment) where it names none."""
    return int(getattr(error, "status", 3))
