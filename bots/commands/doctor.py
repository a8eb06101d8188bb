"""`hoidap doctor`: what this installation has and what it lacks, a line a part."""

import typer

from bots import replies


def doctor() -> None:
    """Kiểm tra kho văn bản, chỉ mục, mô hình, phiên bản."""
    from bots.commands.browse import opened_catalogue
    from bots.health import OK, found_by_index, installed, model_state, parts_ready
    from rag.settings import load_settings

    settings = load_settings()
    with opened_catalogue() as catalogue:
        parts = {**parts_ready(catalogue), "model": model_state(settings.embedding_model)}
    if parts["documents"] == OK == parts["model"]:
        parts["index"] = found_by_index(settings)
    for name, state in {**parts, **installed()}.items():
        print(f"{'✓' if state == OK or name not in parts else '✗'} {replies.PARTS.get(name, name)}: {state}")
    if any(state != OK for state in parts.values()):
        raise typer.Exit(3)
