"""Which register a page of the admin is about, and the addresses that lead from it and back."""

from typing import Any
from urllib.parse import parse_qs, urlencode

from django.contrib import admin
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from register.models import Register

ADD_PARAMETER = "register"  # .../add/?register=5
LIST_PARAMETER = "register__id__exact"  # .../?register__id__exact=5


def asked_for(request: HttpRequest) -> int | None:
    """The register named in the address, or by the filtered list one comes from."""
    filters = parse_qs(request.GET.get("_changelist_filters", ""))
    candidates = (
        request.GET.get(ADD_PARAMETER),
        request.GET.get(LIST_PARAMETER),
        next(iter(filters.get(LIST_PARAMETER, [])), None),
    )
    for value in candidates:
        if value and value.isascii() and value.isdigit() and len(value) < 16:
            return int(value)
    return None


def url_of(model: type[Model], page: str, *args: object) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args)


def list_url(model: type[Model], register: int | None) -> str:
    """The rows of one register, or of all."""
    query = f"?{urlencode({LIST_PARAMETER: register})}" if register else ""
    return url_of(model, "changelist") + query


def add_url(model: type[Model], register: int | None) -> str:
    query = f"?{urlencode({ADD_PARAMETER: register})}" if register else ""
    return url_of(model, "add") + query


def hub_url(register: int) -> str:
    return reverse("admin:register_register_hub", args=(register,))


class OfRegister(admin.SimpleListFilter):
    """Rows of one register. Each admin knows how its rows lead to theirs."""

    title = _("register")
    parameter_name = LIST_PARAMETER

    def __init__(self, request: HttpRequest, params: Any, model: Any, model_admin: Any) -> None:
        self.model_admin = model_admin
        super().__init__(request, params, model, model_admin)

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(str(register.pk), str(register)) for register in Register.objects.all()]

    def has_output(self) -> bool:
        return True  # a list that is empty is still filtered

    def queryset(self, request: HttpRequest, queryset: QuerySet[Model]) -> QuerySet[Model]:
        register = asked_for(request)
        if register is None:
            return queryset.none() if self.value() else queryset
        return queryset.filter(self.model_admin.of_register(register))
