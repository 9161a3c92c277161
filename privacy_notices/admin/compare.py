"""Two versions of a notice side by side, or a version and today's register: facts and words."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from privacy_notices import drift
from privacy_notices.admin.fields import ChoiceField
from privacy_notices.admin.pages import OWN_NAMES, opened, show
from privacy_notices.admin.standing import day_words
from privacy_notices.compare import Plain, compare
from privacy_notices.comparison import Comparison, Names
from privacy_notices.content import NoticeContent
from privacy_notices.files import format as f
from privacy_notices.models import Notice, NoticeVersion
from privacy_notices.printed_changes import PrintedChange, printed_changes
from privacy_notices.snapshot import content_of, draft_of
from register.enums import Language
from register.models import SupervisoryAuthority
from register.texts import Text

DRAFT = "draft"


@dataclass(frozen=True, slots=True)
class Side:
    """One of the states compared."""

    facts: Plain
    contents: Mapping[str, NoticeContent]
    version: NoticeVersion | None = None  # None: today's register


@dataclass(frozen=True, slots=True)
class PrintedLanguage:
    """What differs in the printed notice in one language, or that one side lacks it."""

    code: str
    name: str
    remark: str
    changes: Sequence[PrintedChange]


class CompareForm(forms.Form):
    """Which two states, and the texts of which language."""

    before = ChoiceField()
    after = ChoiceField()
    language = ChoiceField(required=False)

    def __init__(self, data: Any, versions: Iterable[NoticeVersion]) -> None:
        super().__init__(data)
        states = [(DRAFT, _("Today's register")), *((str(v.number), _named(v)) for v in versions)]
        for name, label, choices in (
            ("before", _("Starting point"), states),
            ("after", _("Compared with"), states),
            ("language", _("Texts in"), [("", _("all languages")), *OWN_NAMES.items()]),
        ):
            field: Any = self.fields[name]
            field.label, field.choices = label, choices


def compare_page(request: HttpRequest, notice_id: int) -> HttpResponse:
    """Unless asked otherwise, the version published last against today's register."""
    notice = opened(request, notice_id)
    if not request.user.has_perm("privacy_notices.view_noticeversion"):
        raise PermissionDenied
    versions = {str(v.number): v for v in notice.versions.defer("snapshot", "findings")}
    if not versions:
        return show(request, notice, "compare", _("Compare"))
    asked = {"before": next(iter(versions)), "after": DRAFT, "language": "", **request.GET.dict()}
    form = CompareForm(asked, versions.values())
    if not form.is_valid():
        return show(request, notice, "compare", _("Compare"), form=form)
    before, after = (_side(notice, versions.get(asked[name])) for name in ("before", "after"))
    language = form.cleaned_data["language"]
    changes = compare(before.facts, after.facts)
    since = drift.moments(changes, before.version) if before.version and not after.version else {}
    facts = Comparison(before.facts, after.facts, language, since, _authorities())
    groups = facts.groups(changes)
    return show(
        request,
        notice,
        "compare",
        _("Compare"),
        form=form,
        is_compared=True,
        groups=groups,
        count=sum(len(group.rows) for group in groups),
        printed=_printed(before, after, [language] if language else Language.values),
    )


def _named(version: NoticeVersion) -> str:
    words = _("Version %(number)d, in force from %(day)s")
    return words % {"number": version.number, "day": day_words(version.effective_on)}


def _side(notice: Notice, version: NoticeVersion | None) -> Side:
    if version is None:
        draft = draft_of(notice.register)
        return Side(draft.facts, draft.contents)
    frozen = json.loads(version.snapshot)
    contents = {code: content_of(told) for code, told in frozen["notices"].items()}
    return Side(frozen["register"], contents, version)


def _authorities() -> Names:
    """The authorities stand in no register, and rights name them by key."""
    rows = SupervisoryAuthority.objects.all()
    return {(f.AUTHORITIES.name, row.key): Text(str(row.name), neutral=True) for row in rows}


def _printed(before: Side, after: Side, languages: Iterable[str]) -> list[PrintedLanguage]:
    found = []
    for code in languages:
        old, new = before.contents.get(code), after.contents.get(code)
        remark = ""
        if old is None and new is None:
            remark = _("In neither of the two.")
        elif old is None or new is None:
            remark = _("In one of the two only.")
        elif not (changes := printed_changes(old, new)):
            remark = _("The printed notice reads the same.")
        shown = [] if remark else changes
        found.append(PrintedLanguage(code, OWN_NAMES[code], remark, shown))
    return found
