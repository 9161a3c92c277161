"""The check beside the notice: what is amiss, why it matters, and the page that mends it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from privacy_notices.admin.pages import OWN_NAMES, opened, read, show
from privacy_notices.admin.places import Page, list_page, pages_of
from privacy_notices.checklist import Finding, Report, Severity, check_register, completeness
from privacy_notices.checklist.articles import cited, gist
from privacy_notices.holdings import look
from privacy_notices.models import Notice, Section

MEANINGS = {
    Severity.ERROR: gettext_lazy(
        "The law requires that these be mended. They stop publishing, unless you give a reason."
    ),
    Severity.WARNING: gettext_lazy(
        "These make the notice unclear or leave it lacking. Mend them, or decide that they are all "
        "right."
    ),
    Severity.INFO: gettext_lazy("Worth a look; nothing has to be done."),
}
# What the database holds does not stop publishing: mending it may mean to erase.
HELD_MEANINGS = {
    Severity.ERROR: gettext_lazy("People have been promised otherwise in the published notice."),
    Severity.WARNING: gettext_lazy(
        "People have not been told of these. Complete the notice, or stop holding the data."
    ),
    Severity.INFO: gettext_lazy("The next published version tells of these."),
}
WORDS_FOUND = gettext_lazy("Words found:")
IN_DATABASE = gettext_lazy("In the database:")


@dataclass(frozen=True, slots=True)
class Card:
    """A finding as the page shows it."""

    finding: Finding
    message: str
    law: str  # the reference; "" where no law stands behind
    gist: Sequence[str]
    pages: Sequence[Page]  # the first one mends it
    language: str  # of the notice, in its own name; "" where it concerns them all
    quoted: Any = WORDS_FOUND  # what the evidence is


@dataclass(frozen=True, slots=True)
class Group:
    """The findings of one severity."""

    severity: Severity
    label: str
    meaning: str
    cards: Sequence[Card]


def check_page(request: HttpRequest, notice_id: int) -> HttpResponse:
    notice = opened(request, notice_id)
    report = check_register(notice.register)
    return show(
        request,
        notice,
        "check",
        _("Check of the notice"),
        figure=completeness(report),
        counts=counts(report),
        groups=groups(request, notice, report),
        held=held_groups(request, notice),
    )


def held_groups(request: HttpRequest, notice: Notice) -> list[Group]:
    """What the database holds and the notice does not tell; it does not lower the figure."""
    report = look(notice.register, timezone.localdate())
    return groups(request, notice, report, meanings=HELD_MEANINGS, quoted=IN_DATABASE)


def groups(
    request: HttpRequest,
    notice: Notice,
    report: Report,
    *,
    meanings: Mapping[Severity, Any] = MEANINGS,
    quoted: Any = WORDS_FOUND,
) -> list[Group]:
    """The findings by severity, those of the gravest first."""
    cards = [replace(card, quoted=quoted) for card in _cards(request, notice, report)]
    return [
        Group(severity, read(severity.label), str(meanings[severity]), chosen)
        for severity in Severity
        if (chosen := [card for card in cards if card.finding.severity == severity])
    ]


def _cards(request: HttpRequest, notice: Notice, report: Report) -> Iterator[Card]:
    language = (get_language() or "fi")[:2]
    places = dict.fromkeys(place for finding in report for place in finding.places)
    pages = pages_of(request, notice, places)
    sections = list_page(request, notice, Section)
    for finding in report:
        found = [pages[place] for place in finding.places]
        if finding.target.area == "sections" and not finding.place.startswith("notice"):
            found.insert(0, sections)  # the fact is there; some section is to print it
        yield Card(
            finding=finding,
            message=read(finding.message),
            law=cited(finding.article, language),
            gist=gist(finding.article, language),
            pages=list(dict.fromkeys(found)),
            language=OWN_NAMES.get(finding.language, ""),
        )


def counts(report: Report) -> str:
    """How many there are of each severity, in words; "" where there is nothing."""
    errors, warnings, remarks = (len(report.of(severity)) for severity in Severity)
    said = [
        ngettext("%d error", "%d errors", errors) % errors if errors else "",
        ngettext("%d warning", "%d warnings", warnings) % warnings if warnings else "",
        ngettext("%d remark", "%d remarks", remarks) % remarks if remarks else "",
    ]
    return ", ".join(filter(None, said))


def short_form(report: Report) -> str:
    """The check in one line, for pages about something else."""
    figure = _("%d %% of the requirements are met.") % completeness(report)
    found = counts(report)
    return f"{figure} {found}." if found else f"{figure} {_('There is nothing to mend.')}"
