"""The register app."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class RegisterConfig(AppConfig):
    name = "register"
    verbose_name = _("Register")

    def ready(self) -> None:
        from register import audit, authorities, groups  # noqa: PLC0415 # models are ready only now

        audit.follow_register_facts()
        post_migrate.connect(
            authorities.add_ombudsman_after_migrate, dispatch_uid="register.authorities"
        )
        post_migrate.connect(groups.grant_after_migrate, dispatch_uid="register.groups")
