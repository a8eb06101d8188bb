from datetime import date
from pathlib import Path

import pytest

from rag.errors import UserError
from rag.settings import Settings, load_settings


@pytest.fixture(autouse=True)
def _no_variables(monkeypatch: pytest.MonkeyPatch) -> None:
    import os

    for name in [name for name in os.environ if name.startswith("HOIDAP_")]:
        monkeypatch.delenv(name)


def test_nothing_needs_to_be_set() -> None:
    settings = load_settings()
    assert (settings.host, settings.port, settings.today) == ("127.0.0.1", 8000, None)
    assert settings.telegram_token.get_secret_value() == ""
    assert settings.catalogue_url == f"sqlite:///{Path('data/catalogue.db').absolute()}"


def test_variables_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOIDAP_TODAY", "2026-04-15")
    monkeypatch.setenv("HOIDAP_DATABASE_URL", "postgresql+psycopg://db/hoidap")
    monkeypatch.setenv("HOIDAP_PORT", "")
    settings = load_settings()
    assert (settings.today, settings.port) == (date(2026, 4, 15), 8000)
    assert settings.catalogue_url == "postgresql+psycopg://db/hoidap"


@pytest.mark.parametrize(
    ("name", "value"), [("HOIDAP_PORT", "99999"), ("HOIDAP_PORT", "cổng"), ("HOIDAP_TODAY", "mai")]
)
def test_a_wrong_variable_is_named(name: str, value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(UserError, match=name) as caught:
        load_settings()
    assert caught.value.status == 3


def test_a_secret_is_not_printed() -> None:
    assert "123:abc" not in repr(Settings(telegram_token="123:abc"))  # type: ignore[arg-type]
