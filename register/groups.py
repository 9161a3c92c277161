"""Who may do what: the five groups of the design and their permissions.

Kept as a table and brought into the database after every migration, so that a new model or a new
permission has a decision beside it. Upper apps add their own lines (`GRANTS`); `register` knows
none of them.
"""

from contextlib import nullcontext
from enum import StrEnum
from typing import Any

from auditlog.context import disable_auditlog
from django.apps import AppConfig
from django.apps import apps as installed
from django.contrib.auth.management import create_permissions
from django.utils.translation import gettext_noop


class Group(StrEnum):
    """The groups of staff. The values are the names in the database."""

    STAFF = gettext_noop("Customer service")
    REQUEST_HANDLER = gettext_noop("Request handlers")
    COMPLIANCE_OFFICER = gettext_noop("Compliance officers")
    AUDITOR = gettext_noop("Auditors")
    ADMINISTRATOR = gettext_noop("Administrators")


VIEW = ("view",)
WRITE = ("view", "add", "change")
KEEP = (*WRITE, "delete")

Allowed = dict[Group, tuple[str, ...]]

PARTS_OF_A_CARD = ["contactpoint", "subjectaddress", "subjectrole", "keydate", "attribute"]
# What happened: put right where it was written wrong, seldom taken away.
EVENTS_ON_A_CARD = ["interaction", "disclosure"]
# What somebody has said: withdrawn or lifted (“change”), never deleted.
CHOICES_ON_A_CARD = ["consent", "marketingban"]
WHO_KEEPS_CARDS: Allowed = {
    Group.STAFF: KEEP,
    Group.REQUEST_HANDLER: KEEP,
    Group.COMPLIANCE_OFFICER: KEEP,
    Group.AUDITOR: VIEW,
}
WHO_WRITES_EVENTS: Allowed = {
    Group.STAFF: WRITE,
    Group.REQUEST_HANDLER: WRITE,
    Group.COMPLIANCE_OFFICER: KEEP,
    Group.AUDITOR: VIEW,
}
WHO_WRITES_CHOICES: Allowed = {**WHO_WRITES_EVENTS, Group.COMPLIANCE_OFFICER: WRITE}
WHO_KEEPS_VOUCHERS: Allowed = {
    Group.STAFF: WRITE,
    Group.REQUEST_HANDLER: VIEW,
    Group.COMPLIANCE_OFFICER: WRITE,
    Group.AUDITOR: VIEW,
}
WHO_SUPERVISES: Allowed = {Group.COMPLIANCE_OFFICER: VIEW, Group.AUDITOR: VIEW}

# app label -> model name ("*" for every model of the app) -> group -> actions
GRANTS: dict[str, dict[str, Allowed]] = {
    "register": {
        "*": {
            Group.STAFF: VIEW,
            Group.REQUEST_HANDLER: VIEW,
            Group.COMPLIANCE_OFFICER: KEEP,
            Group.AUDITOR: VIEW,
        },
        # People. Whom each sees of them is told by `querysets.DataSubjects.visible_to`.
        **dict.fromkeys(PARTS_OF_A_CARD, WHO_KEEPS_CARDS),
        **dict.fromkeys(EVENTS_ON_A_CARD, WHO_WRITES_EVENTS),
        **dict.fromkeys(CHOICES_ON_A_CARD, WHO_WRITES_CHOICES),
        **dict.fromkeys(["organisation", "order", "invoice"], WHO_KEEPS_VOUCHERS),
        "datasubject": {
            Group.STAFF: WRITE,
            Group.REQUEST_HANDLER: WRITE,
            Group.COMPLIANCE_OFFICER: WRITE,
            Group.AUDITOR: VIEW,
        },
        "every_controllers_people": {
            Group.COMPLIANCE_OFFICER: ("see",),
            Group.AUDITOR: ("see",),
        },
        "restricted_people": {
            Group.REQUEST_HANDLER: ("see",),
            Group.COMPLIANCE_OFFICER: ("see",),
            Group.AUDITOR: ("see",),
        },
        "protected_address": {
            Group.REQUEST_HANDLER: ("see",),
            Group.COMPLIANCE_OFFICER: ("see",),
        },
        "identity_code": {
            Group.REQUEST_HANDLER: ("unmask", "change"),
            Group.COMPLIANCE_OFFICER: ("unmask", "change"),
        },
        "people": {
            Group.STAFF: ("import",),
            Group.COMPLIANCE_OFFICER: ("import", "export", "merge"),
        },
        "suppressed_people": {Group.COMPLIANCE_OFFICER: ("import",)},
        "import": {Group.STAFF: VIEW, Group.COMPLIANCE_OFFICER: VIEW, Group.AUDITOR: VIEW},
        **dict.fromkeys(["journalentry", "journalblock", "suppressedidentifier"], WHO_SUPERVISES),
        "user": {Group.ADMINISTRATOR: KEEP, Group.AUDITOR: VIEW},
        "scheduledrun": {Group.ADMINISTRATOR: VIEW, Group.AUDITOR: VIEW},
        "outgoingmail": {Group.ADMINISTRATOR: ("view", "resend"), Group.AUDITOR: VIEW},
        "supervisoryauthority": {
            Group.STAFF: VIEW,
            Group.REQUEST_HANDLER: VIEW,
            Group.COMPLIANCE_OFFICER: ("view", "add", "change"),
            Group.AUDITOR: VIEW,
        },
    },
    "django_tasks_database": {"dbtaskresult": {Group.ADMINISTRATOR: VIEW, Group.AUDITOR: VIEW}},
    "auth": {"group": {Group.ADMINISTRATOR: KEEP, Group.AUDITOR: VIEW}},
    "auditlog": {
        "logentry": {
            Group.COMPLIANCE_OFFICER: VIEW,
            Group.AUDITOR: VIEW,
            Group.ADMINISTRATOR: VIEW,
        }
    },
}


def grant_facts(app_label: str) -> None:
    """The models of an upper app are granted as the register's facts are."""
    GRANTS[app_label] = {"*": GRANTS["register"]["*"]}


def grant_after_migrate(app_config: AppConfig, using: str, **options: Any) -> None:
    """Give the groups what `GRANTS` says of one app, no more and no less.

    The audit log tells of what changes afterwards, with a new release; not of a new database.
    """
    table = GRANTS.get(app_config.label)
    apps = options.get("apps", installed)  # `flush` sends none
    if table is None or not _auth_is_migrated(apps):
        return
    create_permissions(app_config, using=using, verbosity=0, apps=apps)
    group_model = apps.get_model("auth", "Group")
    permission_model = apps.get_model("auth", "Permission")
    permissions = {
        permission.codename: permission
        for permission in permission_model.objects.using(using).filter(
            content_type__app_label=app_config.label
        )
    }
    for name in Group:
        group, _created = group_model.objects.using(using).get_or_create(name=name.value)
        wanted = {
            permissions[codename] for codename in permissions if _is_granted(table, codename, name)
        }
        held = set(group.permissions.filter(content_type__app_label=app_config.label))
        with nullcontext() if held else disable_auditlog():
            group.permissions.remove(*held - wanted)
            group.permissions.add(*wanted - held)


def _is_granted(table: dict[str, Allowed], codename: str, group: Group) -> bool:
    action, _underscore, model = codename.partition("_")  # "see_every_controllers_people"
    return action in table.get(model, table.get("*", {})).get(group, ())


def _auth_is_migrated(apps: Any) -> bool:
    try:
        apps.get_model("auth", "Group")
    except LookupError:
        return False
    return True
