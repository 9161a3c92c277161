"""Customer organisations, and the orders and invoices of people and organisations."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from register.admin import scope
from register.admin.fields import main
from register.admin.navigation import PEOPLE, Place
from register.admin.people import KeptSomewhere
from register.admin.people_access import (
    Owner,
    hides_address,
    number_in,
    reader,
    url_of_organisation,
)
from register.admin.people_base import OfPeople
from register.admin.people_forms import BelongsToSomebody, OrganisationForm
from register.admin.people_list import InvoiceList, OrderList, OrganisationList
from register.admin.people_organisation import OrganisationCard
from register.admin.people_pages import page_of
from register.admin.people_words import kept_in
from register.hub import Link
from register.models import DataSubject, Invoice, Order, Organisation
from register.querysets import of_visible

OFFERED = 20

PEOPLE += [
    Place(DataSubject, "groups"),
    Place(
        DataSubject,
        "join_inner",
        gettext_lazy("Possible duplicates"),
        page="duplicates",
        asks_for="register.merge_people",
    ),
    Place(Organisation, "store"),
    Place(Order, "shopping_cart"),
    Place(Invoice, "receipt_long"),
]


@admin.register(Organisation)
class OrganisationAdmin(OrganisationList, KeptSomewhere):
    form = OrganisationForm
    words_for_new = gettext_lazy("New organisation")
    fieldsets = [main("name", ("business_id", "foreign_id"))]

    def get_urls(self) -> list[URLPattern]:
        page = self.admin_site.admin_view
        return [
            path("choose/", page(self.choose_view), name="register_organisation_choose"),
            path("<int:organisation_id>/", page(self.card_view), name="register_organisation_card"),
            path(
                "<int:organisation_id>/all/<slug:key>/",
                page(self.all_view),
                name="register_organisation_all",
            ),
            *super().get_urls(),
        ]

    def opened(self, request: HttpRequest, number: int) -> Organisation:
        if not self.has_view_permission(request):
            raise PermissionDenied
        rows = self.get_queryset(request).select_related("kept_by__register", "kept_by__controller")
        found: Organisation | None = rows.filter(pk=number).first()
        if found is None:
            raise Http404
        return found

    def card_view(self, request: HttpRequest, organisation_id: int) -> HttpResponse:
        row = self.opened(request, organisation_id)
        card = OrganisationCard(request, Owner(organisation=row))
        return self.page(
            request,
            row,
            "organisation",
            row.name,
            facts=card.facts(),
            events=card.events(),
            kept_in=kept_in(row.kept_by),
            links=card.edit(row),
        )

    def all_view(self, request: HttpRequest, organisation_id: int, key: str) -> HttpResponse:
        row = self.opened(request, organisation_id)
        shelf = OrganisationCard(request, Owner(organisation=row)).shelves().get(key)
        if shelf is None:
            raise Http404
        return self.page(
            request,
            row,
            "people_all",
            shelf.title,
            what=shelf.title,
            heading=row.name,
            back=url_of_organisation(row),
            shelf=shelf,
            page=page_of(request, shelf),
        )

    def page(
        self, request: HttpRequest, row: Organisation, name: str, title: str, **context: Any
    ) -> HttpResponse:
        crumbs = [Link(_("Organisations"), scope.url_of(Organisation, "changelist"))]
        if title != row.name:
            crumbs.append(Link(row.name, url_of_organisation(row)))
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": title,
            "organisation": row,
            "crumbs": [*crumbs, Link(title, "")],
            **context,
        }
        return TemplateResponse(request, f"admin/register/{name}.html", context)

    def choose_view(self, request: HttpRequest) -> HttpResponse:
        """The organisations that a form offers while a name is typed: of one place only."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        rows = of_visible(Organisation.objects.all(), reader(request))
        rows = rows.filter(kept_by=number_in(request, "kept_by") or 0)
        rows, _twice = self.get_search_results(request, rows, request.GET.get("term", ""))
        found = list(rows.order_by("sort_name", "pk").values_list("pk", "name")[:OFFERED])
        results = [{"id": str(pk), "text": name} for pk, name in found]
        return JsonResponse({"results": results, "pagination": {"more": False}})

    def owner_of(self, request: HttpRequest, row: Any) -> Owner | None:
        return Owner(organisation=row) if row is not None and row.pk is not None else None

    def card_url(self, request: HttpRequest, row: Any) -> str:
        return url_of_organisation(row)


@admin.register(Order)
class OrderAdmin(OrderList, OfPeople):
    form = BelongsToSomebody
    card_part = "orders"
    fieldsets = [
        main("number", ("ordered_on", "delivered_on"), "content", ("total", "currency")),
    ]


@admin.register(Invoice)
class InvoiceAdmin(InvoiceList, OfPeople):
    form = BelongsToSomebody
    card_part = "invoices"
    fieldsets = [
        main(
            "number",
            ("issued_on", "due_on", "paid_on"),
            "financial_year_end",
            ("total", "currency"),
        ),
        main(
            "buyer_name",
            "buyer_address",
            "buyer_reference",
            title=gettext_lazy("The buyer as printed"),
        ),
    ]

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """A printed address is an address: a security ban hides it too."""
        fieldsets = super().get_fieldsets(request, obj)
        owner = self.owner_of(request, obj)
        if owner is None or not hides_address(request, owner.person):
            return fieldsets
        return [
            (title, {**options, "fields": [f for f in options["fields"] if f != "buyer_address"]})
            for title, options in fieldsets
        ]
