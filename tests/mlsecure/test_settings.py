"""The profiles as a process sees them: each test starts a fresh interpreter."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from mlsecure._env import SettingError
from mlsecure.settings.parts import mail_settings, postgres_database

pytestmark = pytest.mark.setup

PRODUCTION = {
    "SECRET_KEY": "k" * 50,
    "MLSECURE_HOSTS": "mlsecure.example",
    "MLSECURE_BASE_URL": "https://mlsecure.example",
    "DATABASE_URL": "postgresql://mlsecure:p%40ss@db.example:5433/compliance?sslmode=require",
    "REDIS_URL": "redis://cache.example:6379/1",
    "MLSECURE_MAIL_URL": "smtp://mail.example",
    "MLSECURE_VAULT_KEY": "QUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUE=",
    "MLSECURE_CHECKPOINT_KEY": "-----BEGIN PRIVATE KEY-----\nMC4CAQ\n-----END PRIVATE KEY-----",
}


def settings_of(
    profile: str, values: dict[str, str], var: Path, *names: str
) -> subprocess.CompletedProcess[str]:
    question = (
        "import importlib, json, sys; m = importlib.import_module(sys.argv[1]); "
        "print(json.dumps({n: getattr(m, n) for n in sys.argv[2:]}, default=str))"
    )
    return subprocess.run(
        [sys.executable, "-c", question, f"mlsecure.settings.{profile}", *names],
        env={"PATH": os.environ["PATH"], "MLSECURE_VAR": str(var), **values},
        capture_output=True,
        text=True,
        check=False,
    )


def test_production_takes_everything_from_the_environment(tmp_path: Path) -> None:
    told = settings_of(
        "production", PRODUCTION, tmp_path, "DEBUG", "DATABASES", "SESSION_COOKIE_SECURE"
    )
    assert told.returncode == 0, told.stderr
    values = json.loads(told.stdout)
    assert values["DEBUG"] is False
    assert values["SESSION_COOKIE_SECURE"] is True
    database = values["DATABASES"]["default"]
    assert (database["HOST"], database["PORT"], database["NAME"]) == (
        "db.example",
        "5433",
        "compliance",
    )
    assert database["PASSWORD"] == "p@ss"


@pytest.mark.parametrize("name", sorted(PRODUCTION))
def test_production_names_what_is_missing(name: str, tmp_path: Path) -> None:
    values = {key: value for key, value in PRODUCTION.items() if key != name}
    told = settings_of("production", values, tmp_path)
    assert told.returncode != 0
    last = told.stderr.strip().splitlines()[-1]
    assert f"SettingError: {name} " in last
    assert "is not set" in last


def test_production_refuses_plain_http(tmp_path: Path) -> None:
    values = {**PRODUCTION, "MLSECURE_BASE_URL": "http://mlsecure.example"}
    told = settings_of("production", values, tmp_path)
    assert "must start with https://" in told.stderr


def test_embedded_needs_nothing_and_keeps_its_secret(tmp_path: Path) -> None:
    first = settings_of("embedded", {}, tmp_path, "SECRET_KEY", "DEBUG")
    second = settings_of("embedded", {}, tmp_path, "SECRET_KEY", "DEBUG")
    assert first.returncode == 0, first.stderr
    assert json.loads(first.stdout) == json.loads(second.stdout)
    assert json.loads(first.stdout)["DEBUG"] is False
    assert (tmp_path / "keys" / "secret_key").stat().st_mode & 0o077 == 0


def test_manage_tells_a_wrong_setting_without_a_traceback(tmp_path: Path) -> None:
    told = subprocess.run(
        [sys.executable, "manage.py", "check"],
        env={"PATH": os.environ["PATH"], "MLSECURE_VAR": str(tmp_path), "PORT": "many"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.returncode == 1
    assert told.stderr.strip() == "PORT must be a whole number between 1 and 65535, not “many”."


def test_a_database_address_must_name_a_database() -> None:
    with pytest.raises(SettingError, match="must end in the name of a database"):
        postgres_database("postgresql://db.example/")


def test_mail_over_an_encrypted_port() -> None:
    told = mail_settings("smtps://robot:s%3Acret@mail.example")
    assert (told["EMAIL_PORT"], told["EMAIL_USE_SSL"], told["EMAIL_USE_TLS"]) == (465, True, False)
    assert told["EMAIL_HOST_PASSWORD"] == "s:cret"
