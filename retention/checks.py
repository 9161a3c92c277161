"""What `manage.py check` says of retention in this installation."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core import checks
from django.core.checks import CheckMessage, Tags, register


@register(Tags.security, deploy=True)
def ledger_is_kept_apart(
    app_configs: Sequence[AppConfig] | None, **options: Any
) -> list[CheckMessage]:
    if settings.LEDGER_FILE:
        return []
    return [
        checks.Warning(
            "LEDGER_FILE is empty: the ledger of erasures is kept in the database only.",
            hint=(
                "A restored backup loses what was erased, forbidden or restricted since with the "
                "ledger itself, and nobody could repeat it. Name a file on another disk that is "
                "backed up by itself; see docs/operations.md."
            ),
            id="retention.W001",
        )
    ]
