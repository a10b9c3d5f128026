"""What every answer tells the browser to refuse, in each profile."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from tests.cast import Cast
from tests.mlsecure.test_settings import PRODUCTION, settings_of

pytestmark = pytest.mark.django_db

PAGES = ["/account/login/", "/healthz", "/no/such/page/", "/people/", "/invitation/none/"]


@pytest.mark.parametrize("path", PAGES)
def test_every_answer_carries_the_whole_set(cast: Cast, path: str) -> None:
    answer = cast.client(cast.olga).get(path)

    told = answer["Content-Security-Policy"]
    policy = dict(part.strip().partition(" ")[::2] for part in told.split(";"))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == policy["form-action"] == "'self'"
    assert policy["frame-ancestors"] == policy["base-uri"] == "'none'"
    assert "unsafe" not in told
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"


def test_production_tells_browsers_to_stay_on_https(
    client: Client, settings: Any, tmp_path: Path
) -> None:
    names = ("SECURE_HSTS_SECONDS", "SECURE_SSL_REDIRECT", "SECURE_REDIRECT_EXEMPT")
    told = settings_of("production", PRODUCTION, tmp_path, *names)
    for name, value in json.loads(told.stdout).items():
        setattr(settings, name, value)

    assert client.get("/account/login/")["Location"] == "https://testserver/account/login/"
    secure = client.get("/account/login/", secure=True)
    assert secure["Strict-Transport-Security"] == "max-age=31536000"
    assert client.get("/healthz").status_code != 301


def test_production_cookies_are_for_https_and_not_for_scripts(tmp_path: Path) -> None:
    names = (
        "SESSION_COOKIE_SECURE",
        "CSRF_COOKIE_SECURE",
        "SESSION_COOKIE_HTTPONLY",
        "CSRF_COOKIE_HTTPONLY",
        "SESSION_COOKIE_SAMESITE",
    )
    told = json.loads(settings_of("production", PRODUCTION, tmp_path, *names).stdout)

    assert list(told.values()) == [True, True, True, True, "Lax"]


def test_a_trial_without_https_sends_no_promise_of_it(tmp_path: Path) -> None:
    values = {
        **PRODUCTION,
        "MLSECURE_BASE_URL": "http://mlsecure.example",
        "MLSECURE_ALLOW_HTTP": "yes",
    }
    names = ("SECURE_HSTS_SECONDS", "SECURE_SSL_REDIRECT", "SESSION_COOKIE_SECURE")
    told = json.loads(settings_of("production", values, tmp_path, *names).stdout)

    assert list(told.values()) == [0, False, False]


@pytest.mark.parametrize(
    ("hosts", "told"), [("a.example, b.example", ["a.example", "b.example"]), ("*", None)]
)
def test_hosts_are_named_one_by_one(tmp_path: Path, hosts: str, told: list[str] | None) -> None:
    done = settings_of(
        "production", {**PRODUCTION, "MLSECURE_HOSTS": hosts}, tmp_path, "ALLOWED_HOSTS"
    )

    if told is None:
        assert "SettingError: MLSECURE_HOSTS must name the hosts" in done.stderr
    else:
        assert json.loads(done.stdout)["ALLOWED_HOSTS"] == told
