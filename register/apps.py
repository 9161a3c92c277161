"""The register app."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_save
from django.utils.translation import gettext_lazy as _


class RegisterConfig(AppConfig):
    name = "register"
    verbose_name = _("Register")

    def ready(self) -> None:
        from register import (  # noqa: PLC0415 # models are ready only now
            audit,
            authorities,
            checks,  # noqa: F401 # registers itself
            groups,
            jobs,
            search_indexes,
            search_lines,
            statutes,
            suppressions,
        )

        audit.follow_register_facts()
        post_migrate.connect(
            authorities.add_ombudsman_after_migrate, dispatch_uid="register.authorities"
        )
        post_migrate.connect(statutes.add_statutes_after_migrate, dispatch_uid="register.statutes")
        pre_save.connect(
            jobs.keep_only_places,
            sender="django_tasks_database.DBTaskResult",
            dispatch_uid="register.jobs",
        )
        post_migrate.connect(groups.grant_after_migrate, dispatch_uid="register.groups")
        post_migrate.connect(
            search_indexes.keep_after_migrate, dispatch_uid="register.search_indexes"
        )
        search_lines.keep_current()
        suppressions.watch()
