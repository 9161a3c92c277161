"""The lists of people, organisations, orders and invoices, and the search by identity code."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any, ClassVar

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters

from register import identity_codes, journal
from register.admin import scope
from register.admin.listing import Cell, Filter, KeysetList, Line, Table
from register.admin.people_access import (
    occasion_of,
    reader,
    served,
    url_of_organisation,
    url_of_person,
)
from register.admin.people_words import called, day, kept_in, money
from register.enums import ONE_OF, ContactPointKind, Relationship
from register.hub import Link
from register.models import Act, ContactPoint, DataSubject
from register.refusal import Refusal

SHOWN = (ContactPointKind.EMAIL, ContactPointKind.PHONE)
CODE_PERMISSIONS = ("register.unmask_identity_code", "register.change_identity_code")
KEPT_IN = gettext_lazy("Register and controller")


def places(request: HttpRequest) -> dict[int, str]:
    """Where the people are kept whom the reader serves; asked once in a request."""
    known: dict[int, str] | None = getattr(request, "places", None)
    if known is None:
        known = {place.pk: kept_in(place) for place in served(reader(request))}
        request.places = known  # type: ignore[attr-defined] # a note on this request
    return known


def where_kept(request: HttpRequest) -> Sequence[tuple[str, str]]:
    """Nothing to choose from where there is one place."""
    known = places(request)
    return [(str(pk), name) for pk, name in known.items()] if len(known) > 1 else []


KEPT_BY = Filter(
    "kept_by", KEPT_IN, where_kept, lambda rows, value: rows.filter(kept_by=int(value))
)


class KeptList(KeysetList):
    """Rows kept by a controller: with a column for it where the reader serves several."""

    filters: ClassVar[Sequence[Filter]] = (KEPT_BY,)

    def rows_listed(self, request: HttpRequest) -> QuerySet[Any]:
        """Of one place only, the database is told which: its index has them in order."""
        rows = super().rows_listed(request)
        known = places(request)
        return rows.filter(kept_by=next(iter(known))) if len(known) == 1 else rows

    def nearest(self, request: HttpRequest, rows: QuerySet[Any], *, back: bool) -> list[Any]:
        """Of some places among many, as many rows of each, told by its index.

        Asked of all at once, the database would read everybody's rows in order until it has found
        a page of theirs.
        """
        known = places(request)
        if len(known) < 2 or request.user.has_perm("register.see_every_controllers_people"):
            return super().nearest(request, rows, back=back)
        numbers: list[int] = []
        for place in known:
            ordered = self.sorted(rows.filter(kept_by=place), back=back)
            numbers += ordered.values_list("pk", flat=True)[: self.list_per_page + 1]
        return super().nearest(request, rows.filter(pk__in=numbers), back=back)

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        sees = request.user.has_perm("register.see_every_controllers_people")
        context = {"sees_every_controller": sees, **(extra_context or {})}
        return super().changelist_view(request, context)

    def kept(self, request: HttpRequest, row: Any) -> list[Cell]:
        known = places(request)
        return [Cell(KEPT_IN, [known.get(row.kept_by_id, "")])] if len(known) > 1 else []


class PeopleList(KeptList):
    """People, by family name."""

    filters = (
        KEPT_BY,
        Filter(
            "kind",
            gettext_lazy("Kind of person"),
            lambda request: [(kind.value, words) for kind, words in ONE_OF.items()],
            lambda rows, value: rows.filter(kind=value),
        ),
        Filter(
            "relationship",
            gettext_lazy("Relationship"),
            lambda request: Relationship.choices,
            lambda rows, value: rows.filter(relationship=value),
        ),
        Filter(
            "organisation",
            gettext_lazy("Organisation"),
            lambda request: [("yes", _("only with an organisation"))],
            lambda rows, value: rows.filter(organisation__isnull=False),
        ),
    )
    searched_by = gettext_lazy(
        "Name, phone, e-mail, customer number, address, organisation, Business ID, order or "
        "invoice number. Any spelling will do, and a part of a word is enough."
    )
    nothing_yet = gettext_lazy("There is nobody here yet.")

    def rows_listed(self, request: HttpRequest) -> QuerySet[Any]:
        people: Any = super().rows_listed(request)
        return (  # type: ignore[no-any-return] # a queryset of people
            people.standing()
            .select_related("organisation")
            .only("kept_by", *WHO, "relationship", "restricted_at", "organisation__name")
        )

    def table(self, request: HttpRequest, rows: Sequence[Any]) -> Table:
        reached = first_contacts(rows)
        lines = [
            Line(
                listed_as(person),
                url_of_person(person),
                [
                    Cell(gettext_lazy("Customer number"), [person.customer_number]),
                    Cell(gettext_lazy("Organisation"), *organisation_of(person)),
                    Cell(gettext_lazy("Relationship"), [person.get_relationship_display()]),
                    Cell(gettext_lazy("E-mail and phone"), reached[person.pk]),
                    *self.kept(request, person),
                ],
                mark=_("restricted") if person.restricted_at else "",
            )
            for person in rows
        ]
        return Table(gettext_lazy("Name"), lines)

    # By identity code

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.by_code_view)
        return [path("by-code/", view, name="register_datasubject_by_code"), *super().get_urls()]

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        code_url = by_code_url() if may_search_by_code(request) else ""
        return super().changelist_view(request, {"code_url": code_url, **(extra_context or {})})

    def refuse_code(self, request: HttpRequest) -> HttpResponse:
        answer = super().refuse_code(request)
        if may_search_by_code(request):
            messages.info(request, _("Search with it below, under “Search by identity code”."))
        return answer

    @method_decorator(sensitive_post_parameters("code"))
    def by_code_view(self, request: HttpRequest) -> HttpResponse:
        """Find whom a personal identity code belongs to. Sent as a form: it leaves no trace.

        The code tells people of the same name apart; it proves nobody's identity (Data Protection
        Act s. 29(5)). Who was looked for is journalled, found or not; the code is not.
        """
        if not self.has_view_permission(request) or not may_search_by_code(request):
            raise PermissionDenied
        if request.method != "POST":
            return redirect(scope.url_of(DataSubject, "changelist"))
        try:
            code = identity_codes.normalised(request.POST.get("code", ""))
        except Refusal as refusal:
            messages.error(request, str(refusal))
            return redirect(scope.url_of(DataSubject, "changelist"))
        people: Any = self.get_queryset(request)
        found = list(identity_codes.find(code, people).select_related("organisation"))
        self.record_search(request, found)
        if not found:
            messages.warning(request, _("Nobody you may see has this personal identity code."))
            return redirect(scope.url_of(DataSubject, "changelist"))
        if len(found) == 1:
            return redirect(url_of_person(found[0]))
        return self.several(request, found)

    def record_search(self, request: HttpRequest, found: Sequence[DataSubject]) -> None:
        occasion, reference = occasion_of(request)
        whom: Sequence[DataSubject | type[DataSubject]] = found or [DataSubject]
        for person in whom:
            journal.record(
                Act.SEARCHED_BY_CODE,
                about=person,
                by=journal.Actor.staff(reader(request)),
                occasion=occasion,
                reference=reference,
                count=1 if found else 0,
            )

    def several(self, request: HttpRequest, found: Sequence[DataSubject]) -> HttpResponse:
        """One human being may be kept by several controllers, each with a card of its own."""
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Found by identity code"),
            "table": self.table(request, found),
            "crumbs": [
                Link(_("People"), scope.url_of(DataSubject, "changelist")),
                Link(_("Found by identity code"), ""),
            ],
        }
        return TemplateResponse(request, "admin/register/found_by_code.html", context)


class OrganisationList(KeptList):
    """Organisations, by name."""

    searched_by = gettext_lazy("Name, Business ID or foreign business ID.")
    nothing_yet = gettext_lazy("There are no organisations here yet.")

    def table(self, request: HttpRequest, rows: Sequence[Any]) -> Table:
        lines = [
            Line(
                row.name,
                url_of_organisation(row),
                [
                    Cell(gettext_lazy("Business ID"), [row.business_id or row.foreign_id]),
                    *self.kept(request, row),
                ],
            )
            for row in rows
        ]
        return Table(gettext_lazy("Name"), lines)


class OfCustomers(KeptList):
    """Orders and invoices, the newest first."""

    newest_first = True

    def rows_listed(self, request: HttpRequest) -> QuerySet[Any]:
        rows = super().rows_listed(request).select_related("subject", "organisation")
        names = (f"subject__{name}" for name in WHO)
        return rows.only("kept_by", *self.columns_shown, *names, "organisation__name")

    columns_shown: ClassVar[Sequence[str]] = ("number",)

    def table(self, request: HttpRequest, rows: Sequence[Any]) -> Table:
        lines = [
            Line(
                row.number,
                scope.url_of(type(row), "change", row.pk),
                [
                    *self.cells(row),
                    Cell(gettext_lazy("Total"), [money(row.total, row.currency)]),
                    *self.kept(request, row),
                ],
            )
            for row in rows
        ]
        return Table(gettext_lazy("Number"), lines)

    def cells(self, row: Any) -> list[Cell]:
        raise NotImplementedError


class OrderList(OfCustomers):
    order = "ordered_on"
    columns_shown = ("number", "ordered_on", "total", "currency")
    searched_by = gettext_lazy(
        "Order number, or a part of it. A customer's orders stand on the customer's card."
    )
    nothing_yet = gettext_lazy("There are no orders here yet.")

    def cells(self, row: Any) -> list[Cell]:
        return [
            Cell(gettext_lazy("Ordered"), [day(row.ordered_on)]),
            Cell(gettext_lazy("Customer"), *customer_of(row)),
        ]


class InvoiceList(OfCustomers):
    order = "issued_on"
    columns_shown = ("number", "issued_on", "due_on", "paid_on", "total", "currency", "buyer_name")
    searched_by = gettext_lazy("Invoice number, buyer as printed, or the buyer's reference.")
    nothing_yet = gettext_lazy("There are no invoices here yet.")

    def cells(self, row: Any) -> list[Cell]:
        return [
            Cell(gettext_lazy("Dated"), [day(row.issued_on)]),
            Cell(gettext_lazy("Paid"), [day(row.paid_on)]),
            Cell(gettext_lazy("Buyer as printed"), [row.buyer_name]),
            Cell(gettext_lazy("Customer"), *customer_of(row)),
        ]


WHO = ("family_name", "given_names", "customer_number", "user_id")


def listed_as(person: DataSubject) -> str:
    """The family name first, by which the list is sorted."""
    names = [name for name in (person.family_name, person.given_names) if name]
    return ", ".join(names) or called(person)


def organisation_of(row: Any) -> tuple[list[str], str]:
    if row.organisation is None:
        return [], ""
    return [row.organisation.name], url_of_organisation(row.organisation)


def customer_of(row: Any) -> tuple[list[str], str]:
    """The person, or else the organisation."""
    if row.subject is not None:
        return [listed_as(row.subject)], url_of_person(row.subject, origin="invoice")
    return organisation_of(row)


def first_contacts(people: Sequence[DataSubject]) -> dict[int, list[str]]:
    """The first e-mail address and the first phone number of each, in one question."""
    points = ContactPoint.objects.filter(subject__in=people, kind__in=SHOWN)
    found: dict[int, dict[str, str]] = defaultdict(dict)
    for subject, kind, value in points.order_by("pk").values_list("subject", "kind", "value"):
        found[subject].setdefault(kind, value)
    return defaultdict(
        list,
        {pk: [kinds[kind] for kind in SHOWN if kind in kinds] for pk, kinds in found.items()},
    )


def may_search_by_code(request: HttpRequest) -> bool:
    return any(request.user.has_perm(permission) for permission in CODE_PERMISSIONS)


def by_code_url() -> str:
    return reverse("admin:register_datasubject_by_code")
