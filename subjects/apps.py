"""What data subjects ask of us; built on by the issues about requests."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SubjectsConfig(AppConfig):
    name = "subjects"
    verbose_name = _("Requests of data subjects")

    def ready(self) -> None:
        from subjects import checks as checks  # noqa: PLC0415 # they register themselves
        from subjects import hub  # noqa: PLC0415 # models are ready only now
        from subjects.effects import restrictions  # noqa: PLC0415

        hub.join()
        restrictions.watch()
