#!/usr/bin/env python
"""Django's command line for MLSecure."""

from __future__ import annotations

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mlsecure.settings.embedded")
    from django.core.management import execute_from_command_line

    from mlsecure._env import SettingError

    try:
        execute_from_command_line(sys.argv)
    except SettingError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
