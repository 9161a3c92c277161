"""Rules of law, offered to a register: read, ticked, and taken in as rules of its own."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib import admin, messages
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from register.admin import scope
from register.admin.words import words_of
from register.enums import DataCategory, Language
from register.hub import Link
from register.models import Register
from register.refusal import Refusal
from retention.admin.effects import Judged, ask, seen_first, to_save
from retention.admin.pages import demand
from retention.models import RetentionRule
from retention.statutory import BY_KEY, Statutory, drafted, offered_to, take_in
from retention.wording import period_in_words

MAY = "retention.add_retentionrule"
TICKED = "take"


@dataclass(frozen=True, slots=True)
class Offer:
    """A rule of law in the reader's language."""

    key: str
    name: str
    period: str
    categories: str
    source: str
    ticked: bool


def law_url(register: Register) -> str:
    return reverse("admin:retention_retentionrule_law", args=(register.pk,))


def law_links(request: HttpRequest, register: Register | None) -> list[Link]:
    """The way to the page, for those who may take rules in."""
    if register is None or not request.user.has_perm(MAY):
        return []
    return [Link(_("Rules of law"), law_url(register))]


def law_page(request: HttpRequest, register_id: int) -> HttpResponse:
    demand(request, MAY)
    register = get_object_or_404(Register, pk=register_id)
    match request.method:
        case "GET" | "HEAD":
            return shown(request, register)
        case "POST":
            return take(request, register)
    raise Http404


def take(request: HttpRequest, register: Register) -> HttpResponse:
    """Make rules of the register of those ticked, once their effect has been seen."""
    ticked = list(dict.fromkeys(request.POST.getlist(TICKED)))
    if not ticked:
        return shown(request, register, fault=_("Tick at least one rule."))
    try:
        taken, effect = seen_first(
            request, Judged([register]), lambda: take_in(register, ticked), is_saved=bool
        )
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect(law_url(register))
    except IntegrityError:  # another officer was quicker
        messages.error(request, _("The register has this rule already."))
        return redirect(law_url(register))
    if effect is not None:
        return ask(request, effect, RetentionRule._meta, to_save(), **place(register))
    names = ", ".join(words_of(rule) for rule in taken)
    messages.success(request, _("Taken in: %s") % names)
    return redirect(scope.list_url(RetentionRule, register.pk))


def shown(request: HttpRequest, register: Register, fault: str = "") -> HttpResponse:
    ticked = request.POST.getlist(TICKED)
    context = {
        **admin.site.each_context(request),
        **place(register),
        "title": _("Rules of law"),
        "opts": RetentionRule._meta,
        "remark": _("What acts lay down on keeping data. Take in those that concern the register."),
        "links": [Link(rules_label(), scope.list_url(RetentionRule, register.pk))],
        "links_are_plain": True,
        "offers": [offer(law, is_ticked=law.key in ticked) for law in offered_to(register)],
        "taken": taken_in(register),
        "fault": fault,
        "name": TICKED,
    }
    return TemplateResponse(request, "admin/retention/law.html", context)


def place(register: Register) -> dict[str, object]:
    crumbs = [
        Link(words_of(register), scope.hub_url(register.pk)),
        Link(rules_label(), scope.list_url(RetentionRule, register.pk)),
        Link(_("Rules of law"), ""),
    ]
    return {"register": register, "crumbs": crumbs}


def rules_label() -> str:
    return capfirst(str(RetentionRule._meta.verbose_name_plural))


def offer(law: Statutory, *, is_ticked: bool) -> Offer:
    language = (get_language() or Language.FI)[:2]
    rule, terms = drafted(law)
    return Offer(
        key=law.key,
        name=capfirst(law.name.said_in(language)),
        period=period_in_words(rule, terms, language),
        categories=", ".join(str(DataCategory(one).label) for one in law.categories),
        source=law.source.said_in(language),
        ticked=is_ticked,
    )


def taken_in(register: Register) -> Sequence[Link]:
    """Rules of law that the register has: each a rule like any other by now."""
    rows = RetentionRule.objects.filter(register=register, key__in=BY_KEY)
    return [Link(words_of(row), scope.url_of(RetentionRule, "change", row.pk)) for row in rows]
