"""`python -m launch run | prepare | test | quick`, called by the Makefile."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence

from launch import debian, front_end, python_packages, server, suite
from launch.errors import LaunchError
from launch.places import var_folder, venv_program
from launch.steps import answer, complain


def prepare(*, lock: str, needs: Sequence[debian.Need]) -> None:
    """Everything that must be installed, quickly when it already is."""
    debian.ensure(needs)
    python_packages.ensure(lock)
    front_end.ensure()


def command_run() -> int:
    port = server.chosen_port(os.environ.get("PORT"))
    var_folder()
    server.require_free(port)
    prepare(lock="base", needs=debian.FOR_RUNNING)
    environment = {"DJANGO_SETTINGS_MODULE": "mlsecure.settings.embedded", **os.environ}
    environment["PORT"] = str(port)
    sign_ins = answer(
        [venv_program("python"), "-m", "mlsecure.prepare"],
        failed="The installation could not be prepared: the lines above say why.",
        env=environment,
    )
    address = f"http://{server.ADDRESS}:{port}"
    return server.serve(
        port, environment, f"\nMLSecure is running at {address}\n{sign_ins}Ctrl-C stops it."
    )


def command_test(extra: Sequence[str]) -> int:
    prepare(lock="dev", needs=(*debian.FOR_RUNNING, *debian.FOR_PAPER, *debian.FOR_JOURNEYS))
    suite.change_to_repository()
    return suite.run_suite(os.environ, extra)


def command_quick(extra: Sequence[str]) -> int:
    prepare(lock="dev", needs=(*debian.FOR_RUNNING, *debian.FOR_PAPER))
    suite.change_to_repository()
    return suite.run_quick(os.environ, extra)


def command_prepare() -> int:
    prepare(lock="dev", needs=debian.FOR_RUNNING)
    return 0


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="launch")
    parser.add_argument("command", choices=["run", "prepare", "test", "quick"])
    chosen, extra = parser.parse_known_args(arguments)
    try:
        if chosen.command == "run":
            return command_run()
        if chosen.command == "test":
            return command_test(extra)
        if chosen.command == "quick":
            return command_quick(extra)
        return command_prepare()
    except LaunchError as error:
        complain(str(error))
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
