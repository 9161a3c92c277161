"""Contact persons: of one register, or of a controller and all its registers."""

from typing import Any

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.forms.models import ModelChoiceField
from django.http import HttpRequest
from django.utils.translation import gettext_lazy

from register.admin.base import FactAdmin
from register.admin.controllers import AddressPart
from register.admin.fields import TECHNICAL, folded, main, texts
from register.admin.forms import FactForm
from register.models import ContactPerson, Register, RegisterController


def serving(register_id: int) -> Q:
    """Contacts of a register, and of its controllers for all their registers."""
    companies = RegisterController.objects.filter(register=register_id).values("controller")
    return Q(register=register_id) | Q(register=None, controller__in=companies)


class ContactForm(FactForm):
    """Says itself whether it serves this register alone or all of the controller's."""

    owner_id = None  # the register is a field here

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if "register" in self.fields and not self.instance.pk:
            self.initial.setdefault("register", self.register_id)

    def limit(self, field: "ModelChoiceField[Any]") -> None:
        super().limit(field)
        if field.queryset is not None and field.queryset.model is Register:
            field.queryset = self.registers()

    def registers(self) -> QuerySet[Register]:
        if self.register_id:
            return Register.objects.filter(pk=self.register_id)
        return Register.objects.filter(memberships__controller=self.instance.controller_id)

    def companies(self) -> QuerySet[Any]:
        if self.register_id:
            return super().companies()
        field = self.fields["controller"]
        return field.queryset.filter(pk=self.instance.controller_id)  # type: ignore[attr-defined,no-any-return]

    def like(self) -> QuerySet[Any]:
        """The key is proposed as unique among all contacts of the register and its controllers."""
        return ContactPerson.objects.exclude(pk=self.instance.pk)


@admin.register(ContactPerson)
class ContactAdmin(FactAdmin):
    form = ContactForm
    columns = ("role", "serves", "email", "phone")
    list_select_related = ["controller"]
    inlines = [AddressPart]
    fieldsets = [
        main(
            "role",
            texts("topic"),
            "kind",
            texts("name"),
            ("email", "phone", "phone_kind"),
            "website",
        ),
        main("register", "controller", title=gettext_lazy("Whom the contact serves")),
        folded(gettext_lazy("Title and wording"), texts("job_title", "organisation", "label")),
        TECHNICAL,
    ]

    def of_register(self, register_id: int) -> Q:
        return serving(register_id)

    def register_id_of(self, request: HttpRequest, row: Any) -> int | None:
        known = super().register_id_of(request, row)
        return known if known is not None else super().register_id_of(request, None)

    def called(self, row: Any) -> str:
        return str(row)

    @admin.display(description=gettext_lazy("serves"))
    def serves(self, row: ContactPerson) -> str:
        if row.controller is None:
            return str(gettext_lazy("the register"))
        return row.controller.name
