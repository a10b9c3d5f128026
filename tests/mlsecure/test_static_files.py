"""Static files in production: gathered by the documented command, and missed without a fall."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.mlsecure.production import documented, run

pytestmark = pytest.mark.setup

# Asks in the production profile, through every middleware, and breaks one page on purpose.
_ASK = """
import json, sys, django
django.setup()
from django.test import Client
from django.urls import path
from mlsecure.urls import urlpatterns
urlpatterns.append(path("breaks", lambda request: 1 / 0))
browser = Client(raise_request_exception=False, SERVER_NAME="mlsecure.example")
answers = [browser.get(page, secure=True) for page in sys.argv[1:]]
print(json.dumps([
    [a.status_code, b"".join(a).decode(errors="replace")] for a in answers
]))
"""
STYLES = re.compile(r'href="(/static/css/app\.[0-9a-f]{12}\.css)"')
SIGN_IN, MISSING, BREAKS = "/account/login/", "/no-such-page", "/breaks"


def ask(var: Path, *pages: str) -> list[tuple[int, str]]:
    """Status and text of pages of the production profile."""
    told = run(["python", "-c", _ASK, *pages], var)
    assert told.returncode == 0, told.stderr
    return [tuple(answer) for answer in json.loads(told.stdout.splitlines()[-1])]


@pytest.fixture(scope="module")
def gathered(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the documented command makes where an older version was: nobody is asked anything."""
    var = tmp_path_factory.mktemp("production")
    (var / "static").mkdir()
    (var / "static" / "old.css").write_text("")
    told = run(documented("collectstatic"), var)
    assert told.returncode == 0, told.stderr
    return var


def test_the_documented_command_gathers_what_every_template_names(gathered: Path) -> None:
    manifest = json.loads((gathered / "static" / "staticfiles.json").read_text())["paths"]
    texts = [path.read_text() for path in Path("templates").rglob("*.html")]
    named = {name for text in texts for name in re.findall(r'{% static "([^"]+)"', text)}
    assert len(named) > 10
    assert named - set(manifest) == set()


def test_pages_and_error_pages_stand_on_what_was_gathered(gathered: Path) -> None:
    answers = ask(gathered, SIGN_IN, MISSING, BREAKS)

    assert [status for status, _ in answers] == [200, 404, 500]
    assert "Something broke on our side" in answers[-1][1]
    sheets = {address for _, text in answers for address in STYLES.findall(text)}
    assert len(sheets) == 1
    assert ask(gathered, *sheets)[0][0] == 200


def test_without_static_files_pages_stay_readable_and_health_tells(tmp_path: Path) -> None:
    answers = ask(tmp_path, SIGN_IN, MISSING, BREAKS)

    assert [status for status, _ in answers] == [200, 404, 500]
    assert "Sign in" in answers[0][1]
    assert re.search(r'<code class="ms-reference">\w+', answers[-1][1])
    status, health = ask(tmp_path, "/healthz")[0]
    assert status == 503
    assert json.loads(health)["parts"]["static_files"] == "down"
