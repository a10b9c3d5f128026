from __future__ import annotations

from mlsecure.request_log import hide_secrets


def test_fields_named_like_secrets_are_blanked() -> None:
    event = {
        "event": "signed in",
        "user_id": 4,
        "password": "hunter2",
        "csrfmiddlewaretoken": "abc",
        "Authorization": "Bearer abc",
        "vault_key": b"bytes",
    }
    told = hide_secrets(None, "info", event)
    assert told["user_id"] == 4
    hidden = {name for name, value in told.items() if value == "hidden"}
    assert hidden == {"password", "csrfmiddlewaretoken", "Authorization", "vault_key"}
