#!/usr/bin/env python
"""Django's command line, for this project."""

import importlib
import os
import sys

from django.core.management import execute_from_command_line

from config.environment import WrongSetting


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    try:
        importlib.import_module(os.environ["DJANGO_SETTINGS_MODULE"])
    except WrongSetting as wrong:
        sys.exit(f"Seloste did not start: {wrong}")
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
