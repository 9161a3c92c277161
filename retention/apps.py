"""The retention app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RetentionConfig(AppConfig):
    name = "retention"
    verbose_name = _("Retention")

    def ready(self) -> None:
        from retention import (  # noqa: PLC0415 # models are ready only now
            checks,  # noqa: F401 # registers itself
            hub,
        )

        hub.join()
