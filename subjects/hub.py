"""What requests add to the rooms below them."""

from django.apps import apps

from register import audit, groups
from register.groups import Group


def join() -> None:
    """Called once the models are ready."""
    # Each step is told by the request's own timeline and by the journal: no act in two trails.
    models = apps.get_app_config("subjects").get_models()
    steps = {model._meta.label for model in models} - {"subjects.LetterTemplate"}  # a fact of ours
    audit.NOT_FOLLOWED |= steps
    audit.follow("subjects")
    groups.GRANTS["subjects"] = {
        "request": {
            Group.STAFF: ("enter",),
            Group.REQUEST_HANDLER: ("view", "enter", "handle"),
            Group.COMPLIANCE_OFFICER: ("view", "enter", "handle", "approve"),
            Group.AUDITOR: groups.VIEW,
        },
        "lettertemplate": {
            Group.REQUEST_HANDLER: groups.VIEW,
            Group.COMPLIANCE_OFFICER: groups.KEEP,
            Group.AUDITOR: groups.VIEW,
        },
        "*": dict.fromkeys(
            [Group.REQUEST_HANDLER, Group.COMPLIANCE_OFFICER, Group.AUDITOR], groups.VIEW
        ),
    }
