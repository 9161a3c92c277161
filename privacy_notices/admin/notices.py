"""The notice of a register: its look, its preview, and the register as a file."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from privacy_notices import rendering
from privacy_notices.admin import compare, publish, reviews, samples, versions, withdraw
from privacy_notices.admin.checks import check_page, short_form
from privacy_notices.admin.drift import drift_panel
from privacy_notices.admin.pages import reader, ways
from privacy_notices.admin.references import section_keys, wrong_reference
from privacy_notices.assembly.notice import assemble
from privacy_notices.checklist import check_register
from privacy_notices.content import NoticeContent
from privacy_notices.files.writing import write_register
from privacy_notices.layout import make_notice, make_sections
from privacy_notices.models import Notice, NoticeLabel, Section
from register import audit
from register.admin import scope
from register.admin.base import SelosteAdmin
from register.admin.fields import folded, main, texts
from register.admin.forms import StampedForm
from register.admin.navigation import NOTICES, Place
from register.admin.parts import Part
from register.admin.sending import sent_by
from register.enums import Language
from register.models import Register
from register.support.pdf import NotPrintable


class NoticeForm(StampedForm):
    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        keys = section_keys(Q(notice=self.instance.pk))
        for name, text in list(cleaned.items()):
            if name != "stamp" and (fault := wrong_reference(text, keys)):
                self.add_error(name, fault)
        return cleaned


class LabelPart(Part):
    model = NoticeLabel
    fieldsets = [main("field", texts("text"))]

    def get_extra(self, request: HttpRequest, obj: Any = None, **options: Any) -> int:
        return 0


@admin.register(Notice)
class NoticeAdmin(SelosteAdmin):
    form = NoticeForm
    inlines = [LabelPart]
    change_form_before_template = "admin/privacy_notices/drift.html"
    list_display = ["shown", "drawn_up_on", "updated_on", "untranslated"]
    list_display_links = ["shown"]
    list_select_related = ["register"]
    list_filter = [scope.OfRegister]
    fieldsets = [
        main(texts("title"), ("drawn_up_on", "updated_on")),
        main(
            ("numbering", "heading_case"),
            ("dates_place", "date_format"),
            "voice",
            title=gettext_lazy("Look and voice"),
        ),
        folded(
            gettext_lazy("Words around the sections"), texts("introduction", "closing", "citation")
        ),
    ]

    def of_register(self, register_id: int) -> Q:
        return Q(register=register_id)

    def register_id_of(self, request: HttpRequest, row: Any) -> int | None:
        return row.register_id if row is not None else super().register_id_of(request, None)

    def back_url(self, register_id: int | None) -> str:
        return scope.hub_url(register_id) if register_id else super().back_url(None)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False  # made with its register, or by `make`

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """With the check in short, and the ways to the notice's other pages."""
        notice = self.get_object(request, unquote(object_id))
        context: dict[str, Any] = {}
        if notice is not None and self.has_view_permission(request, notice):
            context = {
                "remark": short_form(check_register(notice.register)),
                "links": list(ways(notice).values()),
                "links_are_plain": True,
                "drift": drift_panel(request, notice.register),
            }
        return super().change_view(
            request, object_id, form_url, {**context, **(extra_context or {})}
        )

    @admin.display(description=gettext_lazy("register"))
    def shown(self, row: Any) -> str:
        return str(row.register)

    # Pages of its own

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        pages: dict[str, tuple[str, Any]] = {
            "preview": ("<int:notice_id>/preview/<str:language>.<str:form>", self.preview),
            "standard": (
                "<int:notice_id>/standard/",
                sent_by("privacy_notices.add_section")(self.add_standard_sections),
            ),
            "make": (
                "for/<int:register_id>/make/",
                sent_by("privacy_notices.add_notice")(self.make),
            ),
            "export": ("for/<int:register_id>/export/", self.export),
            "sample": ("sample/<slug:name>/", sent_by("register.add_register")(samples.load)),
            "check": ("<int:notice_id>/check/", check_page),
            "publish": ("<int:notice_id>/publish/", publish.publish_page),
            "submit": ("<int:notice_id>/submit/", publish.submit),
            "take_back": ("<int:notice_id>/take-back/", publish.take_back),
            "review": ("<int:notice_id>/review/", reviews.review_page),
            "withdraw": ("<int:notice_id>/withdraw/", withdraw.withdraw_page),
            "versions": ("<int:notice_id>/versions/", versions.versions_page),
            "frozen": (
                "<int:notice_id>/versions/<int:number>/<str:language>.<str:form>",
                versions.download,
            ),
            "compare": ("<int:notice_id>/compare/", compare.compare_page),
            "cancel_withdrawal": ("<int:notice_id>/withdraw/cancel/", withdraw.cancel),
        }
        own = [
            path(route, wrap(view), name=f"privacy_notices_notice_{name}")
            for name, (route, view) in pages.items()
        ]
        return [*own, *super().get_urls()]

    def preview(
        self, request: HttpRequest, notice_id: int, language: str, form: str
    ) -> HttpResponse:
        """The notice as it would be today, what is missing marked."""
        notice = get_object_or_404(Notice.objects.select_related("register"), pk=notice_id)
        if not self.has_view_permission(request, notice):
            raise PermissionDenied
        if language not in Language.values or form not in ("html", "pdf"):
            raise Http404
        content = assemble(notice.register, language)
        if form == "html":
            return preview_page(notice, content)
        try:
            printed = rendering.to_pdf(content)
        except NotPrintable as trouble:
            messages.error(request, _("The PDF cannot be made: %s") % trouble)
            return redirect(scope.hub_url(notice.register_id))
        audit.note_access(notice, by=reader(request), file="PDF", language=language)
        answer = HttpResponse(printed, content_type="application/pdf")
        name = f"{notice.register.slug}-{language}.pdf"
        answer["Content-Disposition"] = f'inline; filename="{name}"'
        return sealed(answer)

    @transaction.atomic
    def add_standard_sections(self, request: HttpRequest, notice_id: int) -> HttpResponse:
        """For a notice that has no sections."""
        if not request.user.has_perm("privacy_notices.add_section"):
            raise PermissionDenied
        notice = get_object_or_404(Notice.objects.select_for_update(), pk=notice_id)
        if notice.sections.exists():
            messages.error(request, _("The notice has sections already."))
        else:
            make_sections(notice)
            messages.success(request, _("The standard sections were added."))
        return redirect(scope.hub_url(notice.register_id))

    @transaction.atomic
    def make(self, request: HttpRequest, register_id: int) -> HttpResponse:
        """For a register that has no notice."""
        if not request.user.has_perm("privacy_notices.add_notice"):
            raise PermissionDenied
        register = get_object_or_404(Register.objects.select_for_update(), pk=register_id)
        if Notice.objects.filter(register=register).exists():
            messages.error(request, _("The register has a notice already."))
        else:
            make_notice(register)
            messages.success(request, _("A notice with the standard sections was made."))
        return redirect(scope.hub_url(register.pk))

    def export(self, request: HttpRequest, register_id: int) -> HttpResponse:
        """The register as a file that `load_register` reads."""
        register = get_object_or_404(Register, pk=register_id)
        if not request.user.has_perm("register.view_register"):
            raise PermissionDenied
        audit.note_access(register, by=reader(request), file="YAML")
        answer = HttpResponse(write_register(register), content_type="application/yaml")
        answer["Content-Disposition"] = f'attachment; filename="{register.slug}.yaml"'
        return sealed(answer)


def preview_url(notice_id: int, language: str, form: str) -> str:
    return reverse("admin:privacy_notices_notice_preview", args=(notice_id, language, form))


def preview_page(notice: Notice, content: NoticeContent) -> HttpResponse:
    page = rendering.to_html(
        content,
        alternates=[
            rendering.Alternate(code, preview_url(notice.pk, code, "html"))
            for code in Language.values
        ],
        pdf_url=preview_url(notice.pk, content.language, "pdf"),
    )
    return sealed(HttpResponse(page), style=rendering.style_hash(page))


def sealed(answer: HttpResponse, *, style: str = "'none'") -> HttpResponse:
    """Nothing runs, nothing is fetched, nothing is kept."""
    answer["Content-Security-Policy"] = (
        f"default-src 'none'; style-src {style}; base-uri 'none'; form-action 'none'; "
        "frame-ancestors 'none'"
    )
    answer["Cache-Control"] = "private, no-store"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["X-Robots-Tag"] = "noindex"
    return answer


NOTICES += [Place(Notice, "description"), Place(Section, "toc")]
