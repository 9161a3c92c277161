"""The sections of a notice, each with its parts in order."""

import re
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.widgets import UnfoldAdminTextInputWidget

from privacy_notices.admin.references import section_keys, unknown_keys, wrong_reference
from privacy_notices.enums import FactKind
from privacy_notices.models import Block, ChosenRow, Notice, Section, SectionKind
from register.admin import scope
from register.admin.base import FactAdmin
from register.admin.fields import TECHNICAL, folded, main, texts
from register.admin.forms import FactForm
from register.admin.parts import Part, PartForm, PartFormSet
from register.admin.stale import Below
from register.admin.values import ChosenValues
from register.models import Register

SEPARATORS = re.compile(r"[\s,;]+")


class SectionForm(FactForm):
    owner_field = "notice"
    chosen_kinds = ChosenValues(
        rows=SectionKind,
        owner="section",
        column="kind",
        choices=FactKind.choices,
        label=gettext_lazy("kinds of fact"),
        help_text=gettext_lazy("Empty: taken from the facts chosen in the parts."),
    )


class BlockForm(PartForm):
    """A part of a section, with the keys of the rows it prints if not all."""

    only_keys = forms.CharField(
        required=False,
        widget=UnfoldAdminTextInputWidget,
        label=gettext_lazy("Only these rows"),
        help_text=gettext_lazy("Keys in the order printed, with commas. Empty: all."),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if self.instance.pk:
            keys = [row.key for row in self.instance.only.all()]
            self.initial["only_keys"] = ", ".join(keys)

    def clean_only_keys(self) -> list[str]:
        keys = SEPARATORS.split(self.cleaned_data["only_keys"])
        return list(dict.fromkeys(filter(None, keys)))

    def _save_m2m(self) -> None:
        super()._save_m2m()  # type: ignore[misc] # Django's own hook for what follows the row
        if "only_keys" not in self.changed_data:
            return
        self.instance.only.all().delete()
        for key in self.cleaned_data["only_keys"]:
            ChosenRow.objects.create(block=self.instance, key=key)


class BlockFormSet(PartFormSet):
    """The parts of a section; what they refer to must exist."""

    def called(self, row: Any) -> str:
        is_silent = row.facts and not row.heading and not row.text
        return str(row.get_facts_display()) if is_silent else super().called(row)

    def clean(self) -> None:
        super().clean()
        keys = section_keys(Q(notice=self.instance.notice_id)) | {self.instance.key}
        for form in self.forms:
            if form not in self.deleted_forms and hasattr(form, "cleaned_data"):
                self.check_references(form, keys)
                self.check_only(form)

    def check_references(self, form: Any, keys: set[str]) -> None:
        for name, text in list(form.cleaned_data.items()):
            if fault := wrong_reference(text, keys):
                form.add_error(name, fault)

    def check_only(self, form: Any) -> None:
        chosen = form.cleaned_data.get("only_keys")
        if not chosen:
            return
        register_id = self.instance.notice.register_id
        unknown = unknown_keys(form.cleaned_data.get("facts", ""), chosen, register_id)
        if unknown:
            form.add_error("only_keys", _("These facts have no row “%s”.") % unknown[0])


class BlockPart(Part):
    model = Block
    form = BlockForm
    formset = BlockFormSet
    fieldsets = [
        main(
            texts("text"),
            ("facts", "style", "only_keys"),
            texts("heading"),
            ("continues", "position"),
        )
    ]
    ordering_field = "position"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Block]:
        return super().get_queryset(request).prefetch_related("only")

    def only_keys(self, row: Block) -> str:
        return ", ".join(one.key for one in row.only.all())


@admin.register(Section)
class SectionAdmin(FactAdmin):
    form = SectionForm
    register_path = "notice__register"
    inlines = [BlockPart]
    columns = ("prints",)
    fieldsets = [
        main(texts("heading"), "keep_if_empty"),
        folded(gettext_lazy("What the section answers for"), "chosen_kinds"),
        TECHNICAL,
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Section]:
        found = super().get_queryset(request).select_related("notice")
        return found.prefetch_related("blocks")

    def register_id_of(self, request: HttpRequest, row: Any) -> int | None:
        if row is None or row.pk is None:
            return scope.asked_for(request)
        register_id: int | None = row.notice.register_id
        return register_id

    def owner_id(self, register_id: int | None, row: Any) -> int | None:
        if row is not None and row.pk:
            notice_id: int = row.notice_id
            return notice_id
        return Notice.objects.filter(register=register_id).values_list("pk", flat=True).first()

    def form_facts(self, request: HttpRequest, obj: Any) -> dict[str, Any]:
        facts = super().form_facts(request, obj)
        return {**facts, "below": [*facts["below"], Below(ChosenRow, "block__section")]}

    def add_view(self, request: HttpRequest, *args: Any, **options: Any) -> HttpResponse:
        asked = scope.asked_for(request)
        if asked and Register.objects.filter(pk=asked, notice=None).exists():
            messages.error(request, _("Make a notice for the register first."))
            return redirect(scope.hub_url(asked))
        return super().add_view(request, *args, **options)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """A section answers for what it prints, unless somebody chose otherwise."""
        super().save_related(request, form, formsets, change)
        section = form.instance
        if section.kinds.exists():
            return
        printed = section.blocks.exclude(facts="").order_by("position")
        for kind in dict.fromkeys(printed.values_list("facts", flat=True)):
            SectionKind.objects.create(section=section, kind=kind)

    @admin.display(description=gettext_lazy("prints"))
    def prints(self, row: Section) -> str:
        parts = (
            str(FactKind(block.facts).label) if block.facts else _("own text")
            for block in row.blocks.all()
        )
        return ", ".join(dict.fromkeys(parts))

    @admin.display(description=gettext_lazy("kinds of fact"))
    def chosen_kinds(self, row: Section) -> str:
        return ", ".join(str(FactKind(one.kind).label) for one in row.kinds.all())
