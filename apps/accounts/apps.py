from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "apps.accounts"
    label = "accounts"

    def ready(self) -> None:
        from . import (
            home,  # noqa: F401 - importing registers it
            sign_in_record,
        )

        sign_in_record.listen()
