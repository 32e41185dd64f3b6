from pathlib import Path

import pytest

from api.errors import SettingsInvalid
from api.settings import Settings, load_settings, variable_name

DOCUMENT = (Path(__file__).parents[2] / "docs" / "settings.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("field", sorted(Settings.model_fields))
def test_every_variable_is_documented_with_its_default(field: str) -> None:
    rows = [line for line in DOCUMENT.splitlines() if line.startswith(f"| `{variable_name(field)}` |")]
    assert len(rows) == 1, f"docs/settings.md needs one row for {variable_name(field)}"
    default = Settings.model_fields[field].default
    shown = "none" if default in (None, ()) else f"`{default}`"
    assert rows[0].split("|")[2].strip() == shown


def test_there_are_at_most_forty_variables() -> None:
    assert len(Settings.model_fields) <= 40


def test_the_documented_variables_all_exist() -> None:
    documented = {line.split("`")[1] for line in DOCUMENT.splitlines() if line.startswith("| `")}
    assert documented == {variable_name(field) for field in Settings.model_fields}


def test_variables_are_read_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHOPKEEPER_PORT", "9000")
    monkeypatch.setenv("SHOPKEEPER_SECRET_KEYS", "sk_0123456789abcdef, sk_0123456789abcdeg")
    monkeypatch.setenv("ANTHROPIC_API_KEY", "any")
    settings = load_settings()
    assert (settings.port, len(settings.secret_keys)) == (9000, 2)
    assert settings.anthropic_api_key and settings.anthropic_api_key.get_secret_value() == "any"


def test_an_override_wins_over_the_environment_and_none_does_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHOPKEEPER_HOST", "0.0.0.0")
    assert load_settings(host="::1", port=None).host == "::1"


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("port", "eighty", "SHOPKEEPER_PORT"),
        ("secret_keys", "sk_short", "at least 16 characters"),
        ("public_keys", "sk_0123456789abcdef", "starts with pk_"),
        ("allowed_origins", "https://*.example", "exact origin"),
        ("allowed_origins", "*", "exact origin"),
        ("max_turns", "0", "SHOPKEEPER_MAX_TURNS"),
        ("broker_url", "http://broker:5672", "write it like amqp://"),
        ("broker_url", "amqp://", "write it like amqp://"),
        ("broker_url", "amqp://broker:port/", "write it like amqp://"),
        ("retrain_schedule", "daily", "five fields"),
        ("retrain_schedule", "0 3 * * 1", "by name"),
        ("retrain_when", "weeks=1", "write it like days=7"),
    ],
)
def test_a_wrong_value_is_named_with_its_variable(field: str, value: str, words: str) -> None:
    with pytest.raises(SettingsInvalid, match=words.replace("*", r"\*")) as caught:
        load_settings(**{field: value})
    assert caught.value.faults[0].startswith(variable_name(field))


def test_a_secret_is_not_repeated_in_an_error_or_in_a_listing() -> None:
    with pytest.raises(SettingsInvalid) as caught:
        load_settings(secret_keys="hunter2hunter2hunter2")
    assert "hunter2" not in str(caught.value)
    assert "hunter2" not in repr(Settings(anthropic_api_key="hunter2"))
    with pytest.raises(SettingsInvalid) as caught:
        load_settings(broker_url="shop:hunter2@broker")
    assert "hunter2" not in str(caught.value)
    assert "hunter2" not in repr(Settings(broker_url="amqp://shop:hunter2@broker/"))


def test_the_database_lies_in_the_data_folder_unless_a_url_says_otherwise(tmp_path: Path) -> None:
    assert Settings(home=tmp_path).resolved_database_url == f"sqlite:///{tmp_path}/shop.db"
    assert Settings(database_url="postgresql://db/shop").resolved_database_url == "postgresql://db/shop"
