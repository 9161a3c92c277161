"""Who may do what: written by hand, compared with what the database says after migrating."""

import pytest
from django.apps import apps
from django.contrib.auth.models import Group as GroupModel
from django.contrib.auth.models import Permission

from register.groups import Group

pytestmark = pytest.mark.django_db

VIEW, KEEP = "v", "vacd"  # view; view, add, change, delete
ACTIONS = {"v": "view", "a": "add", "c": "change", "d": "delete"}

# model -> customer service, request handlers, compliance officers, auditors, administrators
EXPECTED = {
    "register.purpose": (VIEW, VIEW, KEEP, VIEW, ""),
    "register.legalbasis": (VIEW, VIEW, KEEP, VIEW, ""),
    "register.register": (VIEW, VIEW, KEEP, VIEW, ""),
    "register.controller": (VIEW, VIEW, KEEP, VIEW, ""),
    "register.contactperson": (VIEW, VIEW, KEEP, VIEW, ""),
    "register.supervisoryauthority": (VIEW, VIEW, "vac", VIEW, ""),
    "register.datasubject": ("vac", "vac", "vac", VIEW, ""),
    "register.contactpoint": (KEEP, KEEP, KEEP, VIEW, ""),
    "register.subjectaddress": (KEEP, KEEP, KEEP, VIEW, ""),
    "register.attribute": (KEEP, KEEP, KEEP, VIEW, ""),
    "register.interaction": ("vac", "vac", KEEP, VIEW, ""),
    "register.disclosure": ("vac", "vac", KEEP, VIEW, ""),
    "register.consent": ("vac", "vac", "vac", VIEW, ""),
    "register.marketingban": ("vac", "vac", "vac", VIEW, ""),
    "register.organisation": ("vac", VIEW, "vac", VIEW, ""),
    "register.invoice": ("vac", VIEW, "vac", VIEW, ""),
    "register.journalentry": ("", "", VIEW, VIEW, ""),
    "register.user": ("", "", "", VIEW, KEEP),
    "retention.retentionrule": (VIEW, VIEW, KEEP, VIEW, ""),
    "retention.term": (VIEW, VIEW, KEEP, VIEW, ""),
    "subjects.request": ("", VIEW, VIEW, VIEW, ""),
    "subjects.decision": ("", VIEW, VIEW, VIEW, ""),
    "privacy_notices.notice": (VIEW, VIEW, KEEP, VIEW, ""),
    "privacy_notices.section": (VIEW, VIEW, KEEP, VIEW, ""),
    "privacy_notices.block": (VIEW, VIEW, KEEP, VIEW, ""),
    "privacy_notices.processingrecord": ("", "", VIEW, VIEW, ""),
    "auth.group": ("", "", "", VIEW, KEEP),
    "auth.permission": ("", "", "", "", ""),
    "auditlog.logentry": ("", "", VIEW, VIEW, VIEW),
    "sessions.session": ("", "", "", "", ""),
    "admin.logentry": ("", "", "", "", ""),
}
GROUPS = (
    Group.STAFF,
    Group.REQUEST_HANDLER,
    Group.COMPLIANCE_OFFICER,
    Group.AUDITOR,
    Group.ADMINISTRATOR,
)


def held(label: str, group: Group) -> str:
    app_label, model = label.split(".")
    names = Permission.objects.filter(
        group__name=group.value, content_type__app_label=app_label, content_type__model=model
    ).values_list("codename", flat=True)
    return "".join(letter for letter, action in ACTIONS.items() if f"{action}_{model}" in names)


@pytest.mark.parametrize("label", EXPECTED)
def test_each_group_may_do_what_the_table_says(label):
    assert tuple(held(label, group) for group in GROUPS) == EXPECTED[label]


def test_an_auditor_may_look_and_nothing_else():
    auditors = GroupModel.objects.get(name=Group.AUDITOR.value)
    names = auditors.permissions.values_list("codename", flat=True)
    assert {name.partition("_")[0] for name in names} == {"view", "see"}


def test_only_an_administrator_touches_accounts():
    holders = GroupModel.objects.filter(permissions__codename="change_user")
    assert [group.name for group in holders] == [Group.ADMINISTRATOR.value]


def test_all_five_groups_are_there():
    assert {group.name for group in GroupModel.objects.all()} == {group.value for group in Group}


def test_somebody_may_see_every_model():
    """A model nobody may look at has had no decision, but for what is only the program's own."""
    seen = set(
        Permission.objects.filter(group__isnull=False, codename__startswith="view_").values_list(
            "content_type__app_label", "content_type__model"
        )
    )
    ours = {
        (model._meta.app_label, model._meta.model_name)
        for app in ("register", "retention", "subjects", "privacy_notices")
        for model in apps.get_app_config(app).get_models()
    }
    assert ours - seen == {
        ("register", "importfault"),  # what an import works with; its page shows what is needed
        ("register", "importmapping"),
        ("register", "importoutcome"),
        ("register", "importrow"),
        ("register", "notthesame"),  # decides only what is proposed again
        ("register", "searchtext"),  # follows from what may be seen
        ("retention", "forecast"),  # figures, drawn on the page of the plans
        ("retention", "ledgerchoice"),  # what a replay works with
        ("subjects", "formmark"),  # counts of an hour, which name nobody
        ("subjects", "selftest"),  # its outcome stands on the start page
    }
