"""The only reader of the environment: HOIDAP_* variables, checked once at start. Nothing needs to be set."""

from datetime import date
from pathlib import Path

from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from rag.errors import UserError


class Settings(BaseSettings):
    """Where things are and how the service is reached. Every field has a default that works offline.

    `data_dir` holds the catalogue and its indexes, `corpus_dir` the documents that a first question ingests;
    `database_url` is any SQLAlchemy URL, empty for SQLite under `data_dir`; `embedding_model` names another
    sentence-transformers model (folder or hub name), empty for the bundled one; `today` fixes the day that
    "quý này", "năm ngoái" are counted from (tests, evaluation), empty for the real one. `chat_model`
    ("provider:model") is the model that writes, empty for none; `chat_timeout` the seconds an answer waits for it.
    `telegram_allowed` are ids of users who may ask the bot, `telegram_contact` is whom it sends strangers to;
    `telegram_service_url` and `_key` a running service that it asks in place of its own assistant; with
    `telegram_webhook_url` (HTTPS) the bot runs inside `hoidap serve` and Telegram calls there.
    `upload_mb` is the largest file that is taken over HTTP; `rate_*` the requests a minute of a widget's session, a
    key, an address; `waiting_questions` how many may wait for an answer before the service says it is busy.
    """

    model_config = SettingsConfigDict(env_prefix="HOIDAP_", extra="ignore", env_ignore_empty=True)

    data_dir: Path = Path("data")
    corpus_dir: Path = Path("corpus")
    database_url: str = ""
    embedding_model: str = ""
    today: date | None = None
    chat_model: str = ""
    chat_base_url: str = ""
    chat_api_key: SecretStr = SecretStr("")
    chat_timeout: float = Field(default=20.0, gt=0, le=600)
    host: str = "127.0.0.1"
    port: int = Field(default=8000, ge=0, le=65535)
    upload_mb: int = Field(default=40, ge=1, le=1000)
    rate_session: int = Field(default=60, ge=1)
    rate_key: int = Field(default=1200, ge=1)
    rate_address: int = Field(default=1200, ge=1)
    waiting_questions: int = Field(default=200, ge=1)
    telegram_token: SecretStr = SecretStr("")
    telegram_base_url: str = ""
    telegram_allowed: frozenset[int] = frozenset()
    telegram_contact: str = ""
    telegram_service_url: str = ""
    telegram_service_key: SecretStr = SecretStr("")
    telegram_webhook_url: str = ""

    @property
    def catalogue_url(self) -> str:
        """The SQLAlchemy URL of the catalogue."""
        return self.database_url or f"sqlite:///{(self.data_dir / 'catalogue.db').absolute()}"


def load_settings() -> Settings:
    """The settings of this process; UserError names the variable that is wrong."""
    try:
        return Settings()
    except ValidationError as error:
        names = ", ".join("HOIDAP_" + str(part["loc"][0]).upper() for part in error.errors() if part["loc"])
        raise UserError(
            f"Biến môi trường không hợp lệ: {names}.", "Sửa giá trị hoặc bỏ biến đi rồi chạy lại.", status=3
        ) from error
