"""What a plan says one by one: narrowed by outcome, rule, category and reason, and its report."""

from collections.abc import Iterator, Sequence
from typing import Any, ClassVar

from django.apps import apps
from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from register.admin import scope
from register.admin.hub import may_view
from register.admin.listing import Cell, Filter, Line, Table
from register.admin.people_access import reader, url_of_person
from register.admin.people_words import called, day, joined, moment
from register.admin.words import words_of
from register.enums import DataCategory
from register.hub import Link
from register.models import Attribute, DataSubject, Disclosure, Invoice, Occasion, User
from register.querysets import of_visible
from register.support.tables import Row
from retention.admin.figures import named_then, names_of_rules, rules_of
from retention.admin.lists import DeskList
from retention.admin.looks import mend
from retention.models import Kept, Outcome, Part, Plan, PlanItem, Skipped

PLAN = "plan"


def _of(name: str, label: Any, choices: Any) -> Filter:
    return Filter(
        name,
        label,
        lambda request: [(value, str(words)) for value, words in choices],
        lambda rows, chosen: rows.filter(**{name: chosen}),
    )


def _plan(request: HttpRequest) -> Plan | None:
    """The plan whose items the address asks for."""
    number = request.GET.get(PLAN, "")
    if not (number.isascii() and number.isdigit() and len(number) < 16):
        return None
    plans = Plan.objects.filter(pk=number, complete=True, occasion=Occasion.RETENTION)
    return plans.select_related("register").first()


def _plans(request: HttpRequest) -> list[tuple[str, str]]:
    found = _plan(request)
    return [(str(found.pk), plan_words(found))] if found else []


def _rules(request: HttpRequest) -> list[tuple[str, str]]:
    found = _plan(request)
    if found is None:
        return []
    return list(names_of_rules(found).items())


def plan_words(plan: Plan) -> str:
    return _("Plan %(number)d for %(day)s") % {"number": plan.pk, "day": day(plan.on)}


@admin.register(PlanItem)
class ItemAdmin(DeskList):
    order: ClassVar[str] = "id"
    whole = PLAN
    nothing_yet = gettext_lazy("The plan holds nothing: nothing is due.")
    filters = (
        Filter(PLAN, gettext_lazy("Plan"), _plans, lambda rows, chosen: rows.filter(plan=chosen)),
        _of("outcome", gettext_lazy("What happens"), Outcome.choices),
        _of("part", gettext_lazy("What"), Part.choices),
        _of("category", gettext_lazy("Data"), DataCategory.choices),
        Filter(
            "rule",
            gettext_lazy("Rule"),
            _rules,
            lambda rows, chosen: rows.filter(rule=chosen),
        ),
        _of("kept", gettext_lazy("Why"), Kept.choices),
        _of("skipped", gettext_lazy("Left alone"), Skipped.choices),
    )

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        plan = _plan(request)
        if plan is None and self.has_view_permission(request):
            return redirect(scope.url_of(Plan, "changelist"))
        if plan is None:
            return super().changelist_view(request, extra_context)
        crumbs = [
            Link(_("Retention"), scope.url_of(Plan, "changelist")),
            Link(plan_words(plan), scope.url_of(Plan, "page", plan.pk)),
            Link(_("Items"), ""),
        ]
        links = [Link(_("Back to the plan"), scope.url_of(Plan, "page", plan.pk))]
        said = {"title": plan_words(plan), "crumbs": crumbs, "links": links}
        return super().changelist_view(request, {**said, **(extra_context or {})})

    def rows_listed(self, request: HttpRequest) -> QuerySet[Any]:
        rows = super().rows_listed(request).filter(plan__occasion=Occasion.RETENTION)
        return rows.select_related("plan")

    def table(self, request: HttpRequest, rows: Sequence[Any]) -> Table:
        return Table(_("Whose"), Lines(request, rows).lines())


class Lines:
    """Items in words; people and rows are named only to those who may see them."""

    def __init__(self, request: HttpRequest, items: Sequence[PlanItem]) -> None:
        self.request, self.items = request, items
        people = DataSubject.objects.visible_to(reader(request))
        self.people = people.in_bulk({item.subject for item in items if item.subject})
        self.rules = rules_of(
            {key for item in items for key in (item.rule_id, item.kept_by_rule_id) if key}
        )
        self.rows = {
            label: set(self.seen(label, [i.row for i in items if i.model == label and i.row]))
            for label in {item.model for item in items if item.model}
        }

    def seen(self, label: str, numbers: list[int]) -> QuerySet[Any]:
        model = apps.get_model(label)
        rows = of_visible(model._default_manager.filter(pk__in=numbers), reader(self.request))
        return rows.values_list("pk", flat=True)

    def lines(self) -> list[Line]:
        return [self.line(item) for item in self.items]

    def line(self, item: PlanItem) -> Line:
        title, address = self.whose(item)
        cells = [
            Cell(_("What"), self.what(item), self.row_url(item)),
            Cell(_("What happens"), [capfirst(str(item.get_outcome_display())), *self.why(item)]),
            Cell(_("Rule"), [capfirst(self.ground(item)), self.counted_from(item)]),
            Cell(_("Due since"), [day(item.due_on)]),
        ]
        if any(one.outcome == Outcome.LOOK for one in self.items):
            way = mend(self.request, item, self.people.get(item.subject or 0))
            cells.append(Cell(_("To mend"), [way.label] if way else [], way.url if way else ""))
        if any(one.done_at or one.skipped for one in self.items):
            cells.append(Cell(_("In the run"), [self.done(item)]))
        return Line(title, address, cells)

    def ground(self, item: PlanItem) -> str:
        if item.on_request and not item.rule_id:
            return _("erasure granted on request")
        return self.rule(item, item.rule_id)

    def counted_from(self, item: PlanItem) -> str:
        return f"{item.get_trigger_display()} {day(item.event_on)}".strip()

    def whose(self, item: PlanItem) -> tuple[str, str]:
        person = self.people.get(item.subject or 0)
        if person is not None:
            return called(person), url_of_person(person, origin=f"retention-{item.plan_id}")
        if item.subject is None and item.uuid is None:
            return _("No person any more"), ""
        return (_("Erased") if item.done_at else _("Not shown to you")), ""

    def what(self, item: PlanItem) -> list[str]:
        if item.model:
            name = capfirst(str(apps.get_model(item.model)._meta.verbose_name))
            tells = item.model in (Attribute._meta.label, Disclosure._meta.label)
            return [name, str(item.get_category_display())] if tells else [name]
        return [capfirst(str(item.get_category_display() or item.get_part_display()))]

    def row_url(self, item: PlanItem) -> str:
        if not item.model or item.row not in self.rows[item.model]:
            return ""
        model = apps.get_model(item.model)
        if not admin.site.is_registered(model) or not may_view(self.request, model):
            return ""
        return scope.url_of(model, "change", item.row)

    def why(self, item: PlanItem) -> list[str]:
        longer = self.rule(item, item.kept_by_rule_id)
        until = _("until %s") % day(item.kept_until) if item.kept_until else ""
        return [joined((str(item.get_kept_display()), longer, until))] if item.kept else []

    def rule(self, item: PlanItem, number: int | None) -> str:
        """As it is called now; of one that is gone as it was called when the plan was made."""
        found = self.rules.get(number or 0)
        return words_of(found) if found else named_then(item.plan, number).get("name", "")

    def done(self, item: PlanItem) -> str:
        if item.skipped:
            return _("left alone: %s") % item.get_skipped_display()
        return _("done %s") % moment(item.done_at) if item.done_at else ""


# The report


def report_headings() -> list[str]:
    return [
        *(_("Person (random number)"), _("What"), _("Data"), _("Table"), _("Row")),
        *(_("What happens"), _("Rule"), _("Counted from"), _("Event"), _("Due since")),
        *(_("Why"), _("Longer rule"), _("Kept until"), _("Done"), _("Left alone")),
    ]


def seen_by(user: User, items: "QuerySet[PlanItem]") -> "QuerySet[PlanItem]":
    """Of the people and vouchers of the controllers whose people one may see.

    What is nobody's any more is told only to who sees everybody: it cannot be told whose it was.
    """
    if user.has_perm("register.see_every_controllers_people"):
        return items
    served = user.memberships()
    people = DataSubject.objects.filter(kept_by__in=served).values("pk")
    vouchers = Invoice.objects.filter(kept_by__in=served).values("pk")
    of_nobody = Q(subject=None, model=Invoice._meta.label, row__in=vouchers)
    return items.filter(Q(subject__in=people) | of_nobody)


def report_rows(plan: Plan, items: "QuerySet[PlanItem]") -> Iterator[Row]:
    """A row each, read in pieces. It holds random numbers, no names."""
    rules = {int(number): told["key"] for number, told in plan.rule_names.items()}
    for item in items.order_by("pk").iterator(chunk_size=2_000):
        yield [
            str(item.uuid or ""),
            str(item.get_part_display()),
            str(item.get_category_display()),
            item.model,
            item.row,
            str(item.get_outcome_display()),
            rules.get(item.rule_id or 0, ""),
            str(item.get_trigger_display()),
            item.event_on,
            item.due_on,
            str(item.get_kept_display()),
            rules.get(item.kept_by_rule_id or 0, ""),
            item.kept_until,
            item.done_at,
            str(item.get_skipped_display()),
        ]
