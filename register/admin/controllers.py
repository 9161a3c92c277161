"""Controllers: companies that registers share, and which of them answer for a register."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from register import hub
from register.admin import scope
from register.admin.base import FactAdmin, SelosteAdmin
from register.admin.fields import TECHNICAL, folded, main, texts
from register.admin.forms import FactForm, StampedForm, next_position
from register.admin.parts import Part
from register.hub import Link
from register.models import (
    Address,
    Controller,
    ForeignBusinessId,
    Register,
    RegisterController,
    TradeName,
)


class AddressPart(Part):
    model = Address
    max_num = 2
    fieldsets = [
        main("kind", texts("street"), "po_box", ("postal_code", "country"), texts("town", "extra")),
    ]


class TradeNamePart(Part):
    model = TradeName
    fieldsets = [main(texts("name", "explanation"), "position")]
    ordering_field = "position"

    def get_extra(self, request: HttpRequest, obj: Any = None, **options: Any) -> int:
        return 0  # most companies have none


class ForeignBusinessIdPart(Part):
    model = ForeignBusinessId
    fieldsets = [main(texts("kind"), ("country", "value"))]

    def get_extra(self, request: HttpRequest, obj: Any = None, **options: Any) -> int:
        return 0


class ControllerForm(StampedForm):
    """A company; the key is unique among all of them."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if "parent" in self.fields:
            self.fields["parent"].queryset = Controller.objects.exclude(pk=self.instance.pk)  # type: ignore[attr-defined]


@admin.register(Controller)
class ControllerAdmin(SelosteAdmin):
    form = ControllerForm
    list_display = ["name", "business_id", "registers_named"]
    list_filter = [scope.OfRegister]
    search_fields = ["name", "business_id", "key"]
    inlines = [AddressPart, TradeNamePart, ForeignBusinessIdPart]
    fieldsets = [
        main("name", ("business_id", "legal_form"), ("email", "phone", "phone_kind"), "website"),
        folded(
            gettext_lazy("Names and group"),
            "short_name",
            texts("parallel_name"),
            "parent",
            texts("group_name"),
        ),
        folded(gettext_lazy("Established abroad"), "country"),
        TECHNICAL,
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Controller]:
        return super().get_queryset(request).prefetch_related("registers")

    def of_register(self, register_id: int) -> Q:
        return Q(
            pk__in=RegisterController.objects.filter(register=register_id).values("controller")
        )

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """A company made from a register's page answers for that register."""
        super().save_model(request, obj, form, change)
        register_id = scope.asked_for(request)
        if change or register_id is None:
            return
        if Register.objects.filter(pk=register_id).exists():
            rows = RegisterController.objects.filter(register=register_id)
            RegisterController.objects.create(
                register_id=register_id, controller=obj, position=next_position(rows)
            )

    def place(self, request: HttpRequest, object_id: str | None) -> dict[str, Any]:
        """With what upper apps show of a company."""
        place = super().place(request, object_id)
        row = self.get_object(request, unquote(object_id)) if object_id else None
        if row is not None:
            place["links"] = [link for links in hub.COMPANY_LINKS for link in links(request, row)]
        return place

    def back_url(self, register_id: int | None) -> str:
        if register_id is None:
            return super().back_url(None)
        return scope.list_url(RegisterController, register_id)

    @admin.display(description=gettext_lazy("registers"))
    def registers_named(self, row: Controller) -> str:
        return ", ".join(str(register) for register in row.registers.all())


class MembershipForm(FactForm):
    """A company already known is set to answer for a register too."""

    def companies(self) -> QuerySet[Controller]:
        taken = RegisterController.objects.filter(register=self.register_id)
        return Controller.objects.exclude(
            pk__in=taken.exclude(pk=self.instance.pk).values("controller")
        )


@admin.register(RegisterController)
class MembershipAdmin(FactAdmin):
    form = MembershipForm
    columns = ("business_id", "company_page")
    list_select_related = ["controller"]
    fieldsets = [main("controller", texts("responsibility"))]

    def get_search_fields(self, request: HttpRequest) -> list[str]:
        return ["controller__name"]

    @admin.display(description=gettext_lazy("Business ID"))
    def business_id(self, row: RegisterController) -> str:
        return row.controller.business_id

    @admin.display(description=gettext_lazy("contact details"))
    def company_page(self, row: RegisterController) -> Any:
        url = scope.url_of(Controller, "change", row.controller_id)
        query = f"?{scope.ADD_PARAMETER}={row.register_id}"
        return format_html(
            '<a class="seloste-link" href="{}">{}</a>', url + query, _("Open the company")
        )

    def list_links(self, request: HttpRequest, register: Register | None) -> list[Link]:
        if register is None:
            return super().list_links(request, None)
        return self.hub_links(request, register)

    def hub_links(self, request: HttpRequest, register: Register) -> list[Link]:
        links = []
        if request.user.has_perm("register.add_controller"):
            links.append(Link(_("Add a company"), scope.add_url(Controller, register.pk)))
        if self.has_add_permission(request):
            links.append(
                Link(_("Choose a known company"), scope.add_url(RegisterController, register.pk))
            )
        return links
