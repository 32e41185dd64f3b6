"""Everything that can be set from outside; the only code that reads the environment."""

from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import SplitResult, urlsplit

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from api.errors import SettingsInvalid
from assistant.budget import Budget
from assistant.model_access import DEFAULT_MODEL, MAX_TOKENS, Effort, Provider
from assistant.model_price import ModelPrice
from recommenders.retraining_limits import RetrainingLimits
from recommenders.retraining_times import check_times

Names = Annotated[tuple[str, ...], NoDecode]
SecretNames = Annotated[tuple[SecretStr, ...], NoDecode]
Prices = Annotated[dict[str, ModelPrice] | None, NoDecode]
RetrainLimits = Annotated[RetrainingLimits, NoDecode]
DailyBudget = Annotated[Budget | None, NoDecode]
LogLevel = Literal["debug", "info", "warning", "error"]
#: Names of this machine.
LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
#: What browsers send for a page without an origin of its own, such as a sandboxed frame.
NO_ORIGIN = "null"


class Settings(BaseSettings):
    """Read from `SHOPKEEPER_…` variables (and three of the providers' own), all in `docs/settings.md`."""

    model_config = SettingsConfigDict(
        env_prefix="SHOPKEEPER_", populate_by_name=True, frozen=True, extra="forbid", hide_input_in_errors=True
    )

    # the shop
    home: Path = Path(".shopkeeper")
    shop_name: str = "the shop"
    database_url: SecretStr | None = None
    chroma_url: str | None = None
    broker_url: SecretStr | None = None
    encoder: str = "all-MiniLM-L6-v2"
    exploration: float = Field(default=0.0, ge=0, le=1)
    bandit: Literal["epsilon", "thompson"] = "epsilon"
    allow_private_sources: bool = False
    conversation_days: int = Field(default=30, ge=1, le=3650)
    event_days: int = Field(default=395, ge=1, le=36_500)
    # the models
    retrain_schedule: str | None = None
    retrain_when: RetrainLimits = RetrainingLimits()
    # the language model
    anthropic_api_key: SecretStr | None = Field(default=None, validation_alias="ANTHROPIC_API_KEY")
    anthropic_base_url: str | None = Field(default=None, validation_alias="ANTHROPIC_BASE_URL")
    bedrock_api_key: SecretStr | None = Field(default=None, validation_alias="AWS_BEARER_TOKEN_BEDROCK")
    provider: Provider = "anthropic"
    model: str = DEFAULT_MODEL
    model_region: str | None = None
    model_project: str | None = None
    model_effort: Effort | None = None
    model_max_tokens: int = Field(default=MAX_TOKENS, ge=64, le=32_000)
    model_first_content_seconds: float = Field(default=8.0, gt=0, le=120)
    model_turn_seconds: float = Field(default=45.0, gt=0, le=600)
    model_prices: Prices = None
    session_budget: DailyBudget = None
    key_budget: DailyBudget = None
    shop_budget: DailyBudget = None
    # the HTTP door
    host: str = "127.0.0.1"
    port: int = Field(default=8000, ge=0, le=65535)
    log_level: LogLevel = "info"
    public_keys: SecretNames = ()
    secret_keys: SecretNames = ()
    allowed_origins: Names = ()
    # limits of the HTTP door
    max_body_bytes: int = Field(default=64_000, ge=1_000)
    max_catalog_body_bytes: int = Field(default=2_000_000, ge=1_000)
    max_turns: int = Field(default=200, ge=1)
    ping_seconds: float = Field(default=10.0, gt=0)
    resume_seconds: float = Field(default=0.8, ge=0, le=60)
    keep_run_seconds: float = Field(default=120.0, ge=0, le=3600)

    @field_validator("public_keys", "secret_keys", "allowed_origins", mode="before")
    @classmethod
    def _split(cls, value: Any) -> Any:
        """A variable holds several values separated by commas or spaces."""
        return tuple(value.replace(",", " ").split()) if isinstance(value, str) else value

    @field_validator("model_prices", mode="before")
    @classmethod
    def _read_prices(cls, value: Any) -> Any:
        return (ModelPrice.parse_all(value) if value.strip() else None) if isinstance(value, str) else value

    @field_validator("session_budget", "key_budget", "shop_budget", mode="before")
    @classmethod
    def _read_budget(cls, value: Any) -> Any:
        return (Budget.parse(value) if value.strip() else None) if isinstance(value, str) else value

    @field_validator("retrain_schedule")
    @classmethod
    def _check_schedule(cls, value: str | None) -> str | None:
        return check_times(value) if value and value.strip() else None

    @field_validator("retrain_when", mode="before")
    @classmethod
    def _read_limits(cls, value: Any) -> Any:
        return RetrainingLimits.parse(value) if isinstance(value, str) else value

    @field_validator("public_keys", "secret_keys")
    @classmethod
    def _check_keys(cls, keys: tuple[SecretStr, ...], info: Any) -> tuple[SecretStr, ...]:
        prefix = "pk_" if info.field_name == "public_keys" else "sk_"
        for key in keys:
            if not key.get_secret_value().startswith(prefix) or len(key.get_secret_value()) < 19:
                raise ValueError(f"every key starts with {prefix} and has at least 16 characters after it")
        return keys

    @field_validator("broker_url")
    @classmethod
    def _check_broker(cls, url: SecretStr | None) -> SecretStr | None:
        if url is None or not url.get_secret_value().strip():
            return None
        parts = _parts(url.get_secret_value().strip())
        if parts is None or parts.scheme not in ("amqp", "amqps") or not parts.hostname:
            raise ValueError(
                "write it like amqp://user:password@host:5672/vhost (amqps:// for an encrypted connection)"
            )
        return SecretStr(parts.geturl())

    @field_validator("allowed_origins")
    @classmethod
    def _check_origins(cls, origins: tuple[str, ...]) -> tuple[str, ...]:
        for origin in origins:
            if origin == NO_ORIGIN:
                continue
            scheme, _, rest = origin.partition("://")
            if scheme not in ("http", "https") or not rest or "/" in rest or "*" in rest:
                raise ValueError(f"{origin!r} is not an exact origin such as https://shop.example (no path, no *)")
        return origins

    @property
    def resolved_database_url(self) -> str:
        """The database's URL: as set, or a SQLite file in the data folder."""
        return self.database_url.get_secret_value() if self.database_url else f"sqlite:///{self.home / 'shop.db'}"

    @property
    def is_loopback(self) -> bool:
        """Whether only this machine can reach the server."""
        return self.host in LOOPBACK


def load_settings(**overrides: Any) -> Settings:
    """The settings of this process: the environment's, with `overrides` on top (those that are not None).

    Raises:
        SettingsInvalid: with one sentence per wrong variable.
    """
    try:
        return Settings(**{name: value for name, value in overrides.items() if value is not None})
    except ValidationError as error:
        raise SettingsInvalid([_sentence(fault) for fault in error.errors(include_input=False)]) from None


def variable_name(field: str) -> str:
    """The environment variable that sets a field."""
    alias = Settings.model_fields[field].validation_alias if field in Settings.model_fields else None
    return str(alias) if alias else f"SHOPKEEPER_{field.upper()}"


def _parts(url: str) -> SplitResult | None:
    try:
        parts = urlsplit(url)
        return parts if parts.port is None or parts.port else None
    except ValueError:  # a port that is no number
        return None


def _sentence(fault: Any) -> str:
    where = str(fault["loc"][0]) if fault["loc"] else "settings"
    name = where if where.isupper() else variable_name(where)
    return f"{name}: {fault['msg'].removeprefix('Value error, ')}"
