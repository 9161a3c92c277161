"""Retention rules, each with its terms."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _

from register.admin.base import FactAdmin
from register.admin.fields import TECHNICAL, folded, main, texts
from register.admin.forms import FactForm
from register.admin.parts import Part, PartFormSet
from register.admin.values import ChosenValues
from register.admin.words import ticked
from register.enums import DataCategory
from register.hub import Link
from register.models import Register
from retention.admin.effects import ShowsEffect
from retention.admin.law import law_links, law_page
from retention.models import RetentionRule, RuleCategory, Term, check_rule


class RuleForm(FactForm):
    chosen_categories = ChosenValues(
        rows=RuleCategory,
        owner="rule",
        column="category",
        choices=DataCategory.choices,
        label=_("categories of data"),
        help_text=_("None chosen: all data of the register."),
    )


class TermFormSet(PartFormSet):
    """The terms, and whether they fit the rule."""

    def clean(self) -> None:
        super().clean()
        if any(self.errors):
            return
        kept = [form for form in self.forms if form not in self.deleted_forms]
        terms = [form.instance for form in kept if form.has_changed() or form.instance.pk]
        try:
            check_rule(self.instance, terms)
        except ValidationError as misfit:
            raise ValidationError(misfit.messages) from misfit


class TermPart(Part):
    model = Term
    formset = TermFormSet
    fieldsets = [main(("length", "unit"), ("trigger", "rounding"), "position")]
    ordering_field = "position"


@admin.register(RetentionRule)
class RetentionRuleAdmin(ShowsEffect, FactAdmin):
    form = RuleForm
    inlines = [TermPart]
    columns = ("chosen_categories", "in_terms", "action", ticked("statutory", _("required by law")))
    fieldsets = [
        main(texts("name"), "chosen_categories", "form", "action"),
        folded(_("If it is required by law"), "statutory", texts("source")),
        folded(
            _("Several terms, limits"),
            "combinator",
            ("minimum_length", "minimum_unit"),
            ("cap_day", "cap_month"),
            "on_request",
            "applies_when",
            texts("condition"),
        ),
        folded(_("Only for some"), "purposes", "subject_groups"),
        folded(_("System and schedule"), "system", "document"),
        folded(_("In your own words"), texts("text")),
        TECHNICAL,
    ]

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(law_page)
        own = path("law/<int:register_id>/", view, name="retention_retentionrule_law")
        return [own, *super().get_urls()]

    def list_links(self, request: HttpRequest, register: Register | None) -> list[Link]:
        return [*super().list_links(request, register), *law_links(request, register)]

    def hub_links(self, request: HttpRequest, register: Register) -> list[Link]:
        return [*super().hub_links(request, register), *law_links(request, register)]

    def get_queryset(self, request: HttpRequest) -> QuerySet[RetentionRule]:
        return super().get_queryset(request).prefetch_related("categories", "terms")

    @admin.display(description=_("categories of data"))
    def chosen_categories(self, row: RetentionRule) -> str:
        chosen = ", ".join(str(DataCategory(one.category).label) for one in row.categories.all())
        return chosen or str(_("all data"))

    @admin.display(description=_("terms"))
    def in_terms(self, row: Any) -> str:
        return "; ".join(
            f"{term.get_trigger_display() or '?'} + {term.length} {term.get_unit_display()}"
            for term in row.terms.all()
        )
