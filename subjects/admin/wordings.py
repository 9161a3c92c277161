"""The company's own wordings of letters: chosen, written beside the closed list, looked at."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.widgets import UnfoldAdminSelectWidget

from register.admin import scope
from register.admin.base import SelosteAdmin
from register.admin.forms import StampedForm
from register.admin.people_words import joined
from register.enums import Language
from register.hub import Link
from register.models import Controller
from register.models.people import has_control_characters
from register.texts import tidy
from subjects.enums import LetterKind
from subjects.letters import placeholders
from subjects.letters.examples import example
from subjects.letters.reading import blocks, printable
from subjects.letters.wordings import WORDINGS
from subjects.models import LetterTemplate
from subjects.policies import NotAllowed


class ChooseForm(forms.Form):
    """Of which letter, in which language, for which company."""

    controller = forms.ModelChoiceField(
        queryset=Controller.objects.none(),
        label=gettext_lazy("Controller"),
        widget=UnfoldAdminSelectWidget,
        empty_label=None,
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("Letter"), choices=LetterKind.choices, widget=UnfoldAdminSelectWidget
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Language"), choices=Language.choices, widget=UnfoldAdminSelectWidget
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        field: Any = self.fields["controller"]
        field.queryset = Controller.objects.all()


class WordingForm(StampedForm):
    class Meta:
        model = LetterTemplate
        fields: ClassVar = ["controller", "kind", "language", "body"]

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if "body" in self.fields:  # not where one only looks
            self.fields["body"].widget.attrs["rows"] = 24
        for name in ("controller", "kind", "language"):
            if name in self.fields:  # chosen on the page before
                self.fields[name].widget = forms.HiddenInput()


@admin.register(LetterTemplate)
class LetterTemplateAdmin(SelosteAdmin):
    form = WordingForm
    change_form_template = "admin/subjects/wording.html"
    list_display = ["kind", "language", "controller"]
    list_filter = ["controller", "kind", "language"]
    fieldsets = [(None, {"fields": ["controller", "kind", "language", "body"]})]

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.preview)
        own = path("preview/", view, name="subjects_lettertemplate_preview")
        return [own, *super().get_urls()]

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """Begin with our own wording."""
        chosen = ChooseForm(request.GET)
        if not chosen.is_valid():
            return {}
        kind, language = chosen.cleaned_data["kind"], chosen.cleaned_data["language"]
        controller: Controller = chosen.cleaned_data["controller"]
        body = WORDINGS[LetterKind(kind)].said_in(language)
        return {"controller": controller.pk, "kind": kind, "language": language, "body": body}

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """First which letter; then its wording. One that is there already is edited."""
        if request.method == "POST":
            return super().add_view(request, form_url, extra_context)
        if not self.has_add_permission(request):
            raise PermissionDenied
        chosen = ChooseForm(request.GET or None)
        if not chosen.is_valid():
            return self.choose(request, chosen)
        there = LetterTemplate.objects.filter(**chosen.cleaned_data).first()
        if there is not None:
            return redirect(scope.url_of(LetterTemplate, "change", there.pk))
        return super().add_view(request, form_url, extra_context)

    def choose(self, request: HttpRequest, form: ChooseForm) -> HttpResponse:
        plural = capfirst(str(self.opts.verbose_name_plural))
        title = _("Which letter?")
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": title,
            "form": form,
            "crumbs": [
                Link(plural, scope.url_of(LetterTemplate, "changelist")),
                Link(title, ""),
            ],
        }
        return TemplateResponse(request, "admin/subjects/wording_choose.html", context)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **options: Any
    ) -> HttpResponse:
        form = context["adminform"].form
        kind = self.chosen(form, "kind")
        if kind in LetterKind.values:
            context |= {
                "known": known(LetterKind(kind)),
                "said_of": joined(
                    (
                        capfirst(str(LetterKind(kind).label)),
                        str(dict(Language.choices).get(self.chosen(form, "language"), "")),
                        self.company(form),
                    )
                ),
                "preview_url": reverse("admin:subjects_lettertemplate_preview"),
            }
        return super().render_change_form(request, context, *args, **options)

    def chosen(self, form: Any, name: str) -> str:
        if name not in form.fields:  # where one only looks
            return str(getattr(form.instance, form.instance._meta.get_field(name).attname) or "")
        return str(form[name].value() or "")

    def company(self, form: Any) -> str:
        number = self.chosen(form, "controller")
        found = Controller.objects.filter(pk=number).first() if number.isdecimal() else None
        return found.name if found else ""

    def preview(self, request: HttpRequest) -> HttpResponse:
        """The letter by the wording as it is written now, saved or not, for an invented request."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        if request.method != "POST":
            return redirect(scope.url_of(LetterTemplate, "changelist"))
        chosen = ChooseForm(request.POST)
        if not chosen.is_valid():
            raise Http404
        kind, language = LetterKind(chosen.cleaned_data["kind"]), chosen.cleaned_data["language"]
        body = tidy(request.POST.get("body", ""))[:100_000]
        faults = list(placeholders.faults(body, kind))
        if has_control_characters(body):
            faults.append(_("There are characters in the text that cannot be printed."))
        context: dict[str, Any] = {"faults": faults}
        if not faults:
            controller = chosen.cleaned_data["controller"]
            try:
                made = example(
                    printable_lines(body), kind, language, controller, today=timezone.localdate()
                )
            except NotAllowed as refusal:
                context["faults"] = [str(refusal)]
            else:
                context |= {"composed": made, "blocks": list(blocks(made.body))}
        title = _("What the letter looks like")
        answer = TemplateResponse(
            request,
            "admin/subjects/wording_preview.html",
            {
                **self.admin_site.each_context(request),
                "opts": self.opts,
                "title": title,
                "language": language,
                "remark": joined((capfirst(str(kind.label)), str(Language(language).label))),
                "crumbs": [Link(title, "")],
                **context,
            },
        )
        answer.headers["Cache-Control"] = "no-store"
        return answer

    def place(self, request: HttpRequest, object_id: str | None) -> dict[str, Any]:
        said = super().place(request, object_id)
        if not object_id or not object_id.isdecimal():
            return said
        row = get_object_or_404(LetterTemplate, pk=object_id)
        name = joined((capfirst(str(row.get_kind_display())), str(row.get_language_display())))
        crumbs: Sequence[Link] = said["crumbs"]
        return {**said, "heading": name, "crumbs": [*crumbs[:-1], Link(name, "")]}

    def called(self, row: Any) -> str:
        return joined((capfirst(str(row.get_kind_display())), str(row.get_language_display())))


def printable_lines(text: str) -> str:
    return "\n".join(printable(line) for line in text.split("\n"))


def known(kind: LetterKind) -> list[tuple[str, str, bool]]:
    """What may be filled into this letter: as it is written, what it means, whether it must be."""
    return [
        (f"{{{name}}}", str(meaning), name in placeholders.MANDATORY[kind])
        for name, meaning in placeholders.allowed(kind).items()
    ]
