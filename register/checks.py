"""What `manage.py check` says of this installation."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register


@register(Tags.security, deploy=True)
def identity_codes_are_real(
    app_configs: Sequence[AppConfig] | None, **options: Any
) -> list[CheckMessage]:
    if not settings.IDENTITY_CODE_TEMPORARY:
        return []
    return [
        Error(
            "IDENTITY_CODE_TEMPORARY is on: codes that no real person bears would be accepted.",
            hint="It is for tests and demos.",
            id="register.E001",
        )
    ]
