"""Why data are processed and on what basis, and what a machine decides."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from register.admin.base import FactAdmin
from register.admin.fields import TECHNICAL, folded, main, texts
from register.admin.words import ticked, words_of
from register.models import AutomatedProcessing, LegalBasis, Purpose


@admin.register(Purpose)
class PurposeAdmin(FactAdmin):
    columns = ("bases", ticked("direct_marketing", gettext_lazy("direct marketing")))
    fieldsets = [
        main(texts("name"), "direct_marketing"),
        folded(gettext_lazy("In your own words"), texts("text")),
        folded(gettext_lazy("Added later"), "added_on"),
        TECHNICAL,
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Purpose]:
        return super().get_queryset(request).prefetch_related("legal_bases")

    @admin.display(description=gettext_lazy("own legal bases"))
    def bases(self, row: Purpose) -> str:
        in_use = (basis for basis in row.legal_bases.all() if basis.in_use)
        return ", ".join(f"({basis.basis})" for basis in in_use)


@admin.register(LegalBasis)
class LegalBasisAdmin(FactAdmin):
    columns = ("covers", "in_use_until")
    fieldsets = [
        main("basis", "purposes", "subject_groups"),
        main(
            texts("interest", "statute"),
            "party",
            title=gettext_lazy("What the basis rests on"),
        ),
        folded(gettext_lazy("In your own words"), texts("text")),
        folded(gettext_lazy("In use"), ("started_on", "ended_on"), texts("end_reason")),
        TECHNICAL,
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[LegalBasis]:
        return super().get_queryset(request).prefetch_related("purposes")

    @admin.display(description=gettext_lazy("legal basis"), ordering="basis")
    def shown(self, row: Any) -> str:
        return str(row.get_basis_display())

    @admin.display(description=gettext_lazy("purposes"))
    def covers(self, row: LegalBasis) -> str:
        chosen = ", ".join(words_of(purpose) for purpose in row.purposes.all())
        return chosen or _("all purposes")

    @admin.display(description=gettext_lazy("in use until"), ordering="ended_on")
    def in_use_until(self, row: LegalBasis) -> Any:
        return row.ended_on or ""


@admin.register(AutomatedProcessing)
class AutomatedProcessingAdmin(FactAdmin):
    columns = ("state",)
    fieldsets = [
        main("kind", "state", texts("purpose")),
        folded(gettext_lazy("Logic and consequences"), texts("logic", "consequences"), "purposes"),
        folded(gettext_lazy("In your own words"), texts("text")),
        TECHNICAL,
    ]

    @admin.display(description=gettext_lazy("kind"), ordering="kind")
    def shown(self, row: Any) -> str:
        return str(row.get_kind_display())
