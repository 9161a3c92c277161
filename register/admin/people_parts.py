"""The parts of a card, each with a page of its own: how to reach somebody, what happened when."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from register.admin.fields import main
from register.admin.people_access import hides_address, reader
from register.admin.people_base import CardPart
from register.admin.people_forms import (
    ContactPointForm,
    InteractionForm,
    PeopleForm,
    twin_of,
)
from register.enums import DataCategory
from register.models import (
    Attribute,
    ContactPoint,
    DataSubject,
    Disclosure,
    Interaction,
    KeyDate,
    SubjectAddress,
    SubjectRole,
)


@admin.register(ContactPoint)
class ContactPointAdmin(CardPart):
    form = ContactPointForm
    card_part = "contact"
    fieldsets = [main("kind", "value", "source")]


class HiddenUnderBan(CardPart):
    """Rows that tell where somebody lives: kept from whoever need not know (turvakielto)."""

    def is_hidden(self, request: HttpRequest, row: Any) -> bool:
        return row is not None and hides_address(request, row.subject)

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Whether there is an address already is not told either."""
        owner = self.owner_of(request, None)
        if owner is not None and hides_address(request, owner.person):
            raise PermissionDenied
        return super().add_view(request, form_url, extra_context)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_view_permission(request, obj) and not self.is_hidden(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and not self.is_hidden(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and not self.is_hidden(request, obj)


@admin.register(SubjectAddress)
class SubjectAddressAdmin(HiddenUnderBan):
    form = PeopleForm
    card_part = "contact"
    fieldsets = [main("kind", "care_of", "street", ("postal_code", "town"), "country", "source")]


@admin.register(Attribute)
class AttributeAdmin(HiddenUnderBan):
    card_part = "further"
    fieldsets = [main("item", "value")]

    class form(PeopleForm):  # noqa: N801 # Django's name for it
        """A value of a data item; identity codes have a place of their own."""

        def limit(self, field: Any) -> None:
            super().limit(field)
            field.queryset = field.queryset.exclude(
                categories__category=DataCategory.IDENTITY_CODE
            ).filter(items=None)

    def is_hidden(self, request: HttpRequest, row: Any) -> bool:
        return super().is_hidden(request, row) and tells_address(row)


def tells_address(row: Attribute) -> bool:
    return row.item.categories.filter(category=DataCategory.POSTAL_ADDRESS).exists()


@admin.register(KeyDate)
class KeyDateAdmin(CardPart):
    form = PeopleForm
    card_part = "relationship"
    fieldsets = [main("kind", "happened_on")]


@admin.register(SubjectRole)
class SubjectRoleAdmin(CardPart):
    form = PeopleForm
    card_part = "who"
    fieldsets = [main("role")]


@admin.register(Disclosure)
class DisclosureAdmin(CardPart):
    form = PeopleForm
    card_part = "disclosures"
    fieldsets = [main("recipient", "category", "disclosed_on")]


@admin.register(Interaction)
class InteractionAdmin(CardPart):
    form = InteractionForm
    card_part = "interactions"
    fieldsets = [main(("at", "channel"), ("direction", "kind"), "summary")]

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Of two clicks one contact comes: the person's row is locked, and the second looks."""
        if change:
            super().save_model(request, obj, form, change)
            return
        obj.handled_by = reader(request)
        obj.tidy_texts()
        DataSubject.objects.select_for_update().get(pk=obj.subject_id)
        twin = twin_of(obj)
        if twin is None:
            super().save_model(request, obj, form, change)
        else:
            obj.pk = twin.pk
