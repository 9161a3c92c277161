"""What `manage.py check --deploy` says of the copies of people's data."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register

from subjects.package import store


@register(Tags.security, deploy=True)
def copies_lie_apart(app_configs: Sequence[AppConfig] | None, **options: Any) -> list[CheckMessage]:
    return list(_faults(store.folder()))


def _faults(folder: Path) -> Iterator[CheckMessage]:
    if settings.PACKAGE_DAYS < 1:
        yield Error(
            "PACKAGE_DAYS is 0: nobody could download the copy of their data.", id="subjects.E001"
        )
    for served in (settings.STATIC_ROOT, settings.MEDIA_ROOT):
        if served and folder.resolve().is_relative_to(Path(served).resolve()):
            yield Error(
                "PRIVATE_FILES lies where files are served from: copies of people's data would be "
                "open to everybody.",
                id="subjects.E002",
            )
    there = next(one for one in (folder, *folder.parents) if one.exists())
    if not there.is_dir() or not os.access(there, os.W_OK | os.X_OK):
        yield Error(
            "PRIVATE_FILES cannot be written to: no copy of anybody's data could be made.",
            id="subjects.E003",
        )
    if folder.exists() and folder.stat().st_mode & 0o077:
        yield Error(
            "The folder of copies, “packages” below PRIVATE_FILES, is open to other users.",
            hint="chmod 700",
            id="subjects.E004",
        )
