"""Which facts django-auditlog follows: before and after of every change, by whom.

Facts about companies stand in the log as they are. People's own data never enter it: contact
persons, staff and the people in the register are masked by a constant, not in part (auditlog's own
mask shows half of a value).
"""

from collections.abc import Collection
from typing import Any

from auditlog.models import LogEntry
from auditlog.registry import auditlog
from django.apps import apps
from django.db import models

from register.personal_data import declaration_of

NEVER_LOGGED = {
    "register.User": ["password", "last_login"],
    # Encrypted or hashed; `identity_codes.py` journals what is done with them.
    "register.DataSubject": ["identity_code", "identity_code_hash"],
}
# The machine's own notes: changed by itself every few minutes, and mail holds people's data.
NOT_FOLLOWED = frozenset(
    {
        "register.OutgoingMail",
        "register.ScheduledRun",
        "register.Import",  # the journal tells of it
        "register.ImportFault",
        "register.ImportOutcome",
        "register.ImportRow",
        "register.Consent",  # `marketing.py` writes it, and the journal tells of each act
        "register.MarketingBan",
        "register.Merge",  # so `merging.py`
        "register.JournalBlock",  # the other trail: no act stands in both
        "register.JournalEntry",
        "register.SearchText",  # follows from rows that are followed
        "register.SuppressedIdentifier",
    }
)


def mask(value: object) -> str:
    """The constant that stands in the log for a personal value."""
    return "***"


def follow_register_facts() -> None:
    """Follow every model of the register, and the groups; called once the models are ready."""
    follow("register")
    auditlog.register(apps.get_model("auth", "Group"), m2m_fields={"permissions"})


def follow(app_label: str, *, but: Collection[str] = ()) -> None:
    """Follow the models of an app, many-to-many choices included.

    Left out are `NOT_FOLLOWED` and what the app itself names in `but`.
    """
    for model in apps.get_app_config(app_label).get_models():
        label = model._meta.label
        if label in NOT_FOLLOWED or model.__name__ in but:
            continue
        auditlog.register(
            model,
            mask_fields=_personal(model),
            mask_callable="register.audit.mask",
            exclude_fields=NEVER_LOGGED.get(label, []),
            m2m_fields={field.name for field in model._meta.local_many_to_many if _is_plain(field)},
        )


def _personal(model: type[models.Model]) -> list[str]:
    """What the model itself declares to be people's data, customers' or others'."""
    declared = declaration_of(model)
    return [name for name, _datum in declared.data()] if declared else []


def _is_plain(field: "models.ManyToManyField[Any, Any]") -> bool:
    """A choice of rows with nothing said about the choice, so its own table is Django's."""
    through = field.remote_field.through
    return through is not None and bool(through._meta.auto_created)


def note_access(row: models.Model, *, by: models.Model | None, **what: str) -> None:
    """Log that something of `row` was taken out, such as a file; nothing was changed.

    `by` is nobody where a command did it; `what` names the command.
    """
    LogEntry.objects.log_create(
        row, force_log=True, action=LogEntry.Action.ACCESS, additional_data=what, actor=by
    )
