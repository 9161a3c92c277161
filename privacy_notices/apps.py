"""The privacy notices app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PrivacyNoticesConfig(AppConfig):
    name = "privacy_notices"
    verbose_name = _("Privacy notices")

    def ready(self) -> None:
        from privacy_notices import hub  # noqa: PLC0415 # models are ready only now

        hub.join()
