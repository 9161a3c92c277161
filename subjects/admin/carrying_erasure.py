"""What a request's page shows of an erasure: what would go, what stays and why; what was done."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.apps import apps
from django.contrib import admin, messages
from django.db.models import Count, Max, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from register.admin.people_access import reader
from register.admin.people_words import day, joined, moment, name_of
from register.enums import DataCategory
from register.models import User
from retention import on_request
from retention.enums import RuleForm
from retention.models import Kept, Outcome, Plan, RetentionRule, Skipped
from subjects import erasing, policies
from subjects.admin.access import demand, opened, page_url, remember, was_sent
from subjects.enums import RequestedKind, Status
from subjects.models import Request
from subjects.policies import Hand, NotAllowed

PART = "erasure"


@dataclass(frozen=True, slots=True)
class Line:
    """Alike things of a preview: what, how many, and why they stay."""

    what: str
    why: str


@dataclass(frozen=True, slots=True)
class Group:
    title: str
    count: int
    look: str
    lines: Sequence[Line]


def erasure_panel(about: Request, user: User) -> dict[str, Any] | None:
    """What `carry_erasure.html` shows; None where no erasure was granted."""
    if not erasing.is_granted(about) or about.decided_at is None:
        return None
    plan = erasing.newest_plan(about)
    carried = about.carriedrights.filter(right=RequestedKind.ERASURE).exists()
    open_still = about.status in (Status.DECIDED, Status.APPROVED) and not carried
    return {
        "made": _made(plan) if plan else "",
        "seen": plan.pk if plan else "",  # whoever looks again sends no second click
        "groups": list(_groups(plan, is_done=carried)) if plan else [],
        "left": list(_left(plan)) if plan else [],
        "void": plan is not None
        and (plan.overtaken or erasing.is_outdated(about, plan))
        and open_still,
        "looks": plan is not None and open_still and erasing.is_to_be_settled(about, plan),
        "done": carried,
        "may_look": open_still and (user.has_perm("subjects.handle_request") or _approves(user)),
        "open": open_still,
        "url": reverse("admin:subjects_request_erasure", args=(about.pk,)),
    }


def pages(site: admin.AdminSite) -> list[URLPattern]:
    """For the address list of the request's own pages."""
    view = site.admin_view(look)
    return [path("<int:request_id>/erasure/", view, name="subjects_request_erasure")]


def look(request: HttpRequest, request_id: int) -> HttpResponse:
    """Make the preview. What was approved before is worth nothing from then on."""
    if not _approves(reader(request)):
        demand(request, "handle_request")
    about = opened(request, request_id)
    if request.method != "POST":
        return redirect(page_url(about, PART))
    if address := was_sent(request):  # the second of two clicks
        return redirect(address)
    try:
        policies.check_is_current(about, _number(request.POST.get("version", "")))
        erasing.make_preview(about, Hand(reader(request), timezone.now()))
    except NotAllowed as refusal:
        messages.error(request, str(refusal))
        return redirect(page_url(about, PART))
    address = page_url(about, PART)
    remember(request, address)
    messages.success(request, _("This is what would be erased now. Nothing has been erased yet."))
    return redirect(address)


def _approves(user: User) -> bool:
    return bool(user.has_perm("subjects.approve_request"))


def _made(plan: Plan) -> str:
    said = {"when": moment(plan.made_at), "who": name_of(plan.made_by) if plan.made_by else ""}
    return _("Made by %(who)s, %(when)s.") % said


def _groups(plan: Plan, *, is_done: bool) -> Iterable[Group]:
    titles = {
        Outcome.ERASE: (_("Erased") if is_done else _("Erase"), "is-lacking"),
        Outcome.ANONYMISE: (_("Anonymised") if is_done else _("Anonymise"), "is-lacking"),
        Outcome.KEEP: (_("Keep"), "is-done"),
        Outcome.LOOK: (_("Needs a look"), "is-untranslated"),
    }
    for outcome, (title, badge) in titles.items():
        lines = list(_lines(plan, outcome))
        count = plan.items.filter(outcome=outcome).count()
        if count:
            yield Group(title, count, badge, lines)


def _lines(plan: Plan, outcome: Outcome) -> Iterable[Line]:
    columns = ("part", "category", "model", "kept", "kept_by_rule", "kept_until")
    items: QuerySet[Any] = plan.items.filter(outcome=outcome).order_by().values(*columns)
    alike = list(items.annotate(count=Count("pk"), last=Max("pk")).order_by("last"))
    rules = RetentionRule.objects.in_bulk(
        {row["kept_by_rule"] for row in alike if row["kept_by_rule"]}
    )
    for row in alike:
        rule = rules.get(row["kept_by_rule"])
        yield Line(_what(row), _why(row, rule))


def _what(row: dict[str, Any]) -> str:
    if row["model"]:
        name = capfirst(str(apps.get_model(row["model"])._meta.verbose_name))
        counted = ngettext("%(count)d row", "%(count)d rows", row["count"])
        return joined((name, counted % {"count": row["count"]}))
    if row["category"]:
        return str(capfirst(DataCategory(row["category"]).label))
    return _("The whole person: the card and all of its rows")


def _why(row: dict[str, Any], rule: RetentionRule | None) -> str:
    if row["kept"] in ("", None):
        return ""
    if row["kept"] == Kept.LONGER_RULE and not row["kept_by_rule"]:
        return _("The retention of the other data that stay is counted from it.")
    ground = capfirst(str(Kept(row["kept"]).label))
    source = str(rule.source) or str(rule.name) if rule else ""
    if row["kept"] == Kept.LONGER_RULE:
        ground = _("Required by law")
        source = joined((source, _until(row["kept_until"], rule)))
    return joined((ground, source)) if source else ground


def _until(last: date | None, rule: RetentionRule | None) -> str:
    if last is not None:
        return _("until %s") % day(last)
    if rule is not None and rule.form == RuleForm.PERMANENT:
        return _("kept for good")
    return _("no day known yet")


def _left(plan: Plan) -> Iterable[str]:
    """What was approved and left alone at the deed, and why."""
    counted = on_request.items_left_alone(plan).exclude(skipped="").order_by()
    for why, count in counted.values_list("skipped").annotate(Count("pk")):
        yield f"{capfirst(str(Skipped(why).label))}: {count}"


def _number(written: str) -> int:
    fits = written.isascii() and written.isdigit() and len(written) < 10
    return int(written) if fits else 0
