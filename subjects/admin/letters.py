"""Letters in the admin: shown before they leave, sent as they were shown, printed as they left."""

from collections.abc import Callable, Sequence
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.widgets import UnfoldAdminSelectWidget, UnfoldAdminTextareaWidget

from register.admin import scope
from register.admin.base import SelosteAdmin
from register.admin.people_access import reader
from register.admin.people_forms import refuse_identity_codes
from register.admin.people_words import joined, moment, name_of
from register.hub import Link
from register.models import DataSubject
from register.support.pdf import NotPrintable
from subjects import policies
from subjects.admin.access import demand, opened, page_url, record_seen, remember, was_sent
from subjects.enums import Delivery, LetterKind, Step
from subjects.letters import pdf, sending, undelivered
from subjects.letters.composing import Composed, compose, compose_answer
from subjects.letters.reading import blocks
from subjects.models import Letter, Request
from subjects.policies import Hand, NotAllowed

WAYS = {
    Delivery.EMAIL: gettext_lazy("By e-mail: a mail with a link to the letter"),
    Delivery.STATUS_PAGE: gettext_lazy("By e-mail: a mail with a link to the letter"),
    Delivery.POST: gettext_lazy("By post: you print the letter"),
    Delivery.BY_HAND: gettext_lazy("By hand: you print the letter"),
}


class SendForm(forms.Form):
    """How a letter goes, and what the handler adds to it."""

    own_words = forms.CharField(
        label=gettext_lazy("In your own words"),
        required=False,
        max_length=10_000,
        widget=UnfoldAdminTextareaWidget({"rows": 4}),
        help_text=gettext_lazy(
            "Added to the letter. What the law wants in it stands there already. Show the letter "
            "again to see it with your words."
        ),
    )
    delivery = forms.ChoiceField(label=gettext_lazy("How it goes"), widget=UnfoldAdminSelectWidget)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)

    def __init__(self, data: Any = None, *, ways: Sequence[Delivery], **options: Any) -> None:
        super().__init__(data, **options)
        self.fields["delivery"].choices = [  # type: ignore[attr-defined]
            (way.value, WAYS[way]) for way in ways
        ]

    def clean(self) -> dict[str, Any]:
        refuse_identity_codes(self)
        return self.cleaned_data


@admin.register(Letter)
class LetterAdmin(SelosteAdmin):
    """Has no list: letters are found on the page of their request."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_urls(self) -> list[URLPattern]:
        pages: list[tuple[str, str, Callable[..., HttpResponse]]] = [
            ("<int:letter_id>/", "preview", preview),
            ("<int:letter_id>/pdf/", "pdf", printed),
            ("answer/<int:request_id>/", "answer", answer),
        ]
        return [
            path(address, self.admin_site.admin_view(view), name=f"subjects_letter_{name}")
            for address, name, view in pages
        ]


def preview(request: HttpRequest, letter_id: int) -> HttpResponse:
    """A letter as it left; or as it would leave, with what sends it."""
    letter, about = _opened(request, letter_id)
    if letter.sent_at is not None:
        if request.method == "POST" and (address := was_sent(request)):
            return redirect(address)
        return _show_sent(request, letter, about)
    if letter.overtaken_at is not None:
        messages.warning(request, _("This letter is no longer needed."))
        return redirect(page_url(about, "letters"))

    def made(own_words: str) -> Composed:
        return compose(letter, today=timezone.localdate(), own_words=own_words)

    def send(form: SendForm) -> str:
        sending.send(letter, by=reader(request), **_facts(form))
        return reverse("admin:subjects_letter_preview", args=(letter.pk,))

    return _work(request, about, LetterKind(letter.kind), Step.SEND_LETTER, made, send)


def answer(request: HttpRequest, request_id: int) -> HttpResponse:
    """The decision, which comes to be when it is sent."""
    about = opened(request, request_id)
    if address := was_sent(request) if request.method == "POST" else "":
        return redirect(address)
    sent = about.letters.filter(kind=LetterKind.DECISION, sent_at__isnull=False).first()
    if sent is not None:
        return redirect("admin:subjects_letter_preview", sent.pk)

    def made(own_words: str) -> Composed:
        return compose_answer(about, today=timezone.localdate(), own_words=own_words)

    def send(form: SendForm) -> str:
        sending.answer(about, by=reader(request), **_facts(form))
        letter = about.letters.get(kind=LetterKind.DECISION)
        return reverse("admin:subjects_letter_preview", args=(letter.pk,))

    return _work(request, about, LetterKind.DECISION, Step.ANSWER, made, send)


def printed(request: HttpRequest, letter_id: int) -> HttpResponse:
    """The PDF of a letter that was sent."""
    letter, about = _opened(request, letter_id)
    if letter.sent_at is None:
        raise Http404
    try:
        content = pdf.to_pdf(letter)
    except NotPrintable as fault:
        messages.error(request, str(fault))
        return redirect("admin:subjects_letter_preview", letter.pk)
    _record(request, about)
    name = pdf.file_name(letter)
    return HttpResponse(
        content,
        content_type="application/pdf",
        headers={
            "Content-Disposition": f'inline; filename="{name}"',
            "Cache-Control": "no-store",
        },
    )


def _opened(request: HttpRequest, letter_id: int) -> tuple[Letter, Request]:
    demand(request, "view_letter")
    letter = get_object_or_404(Letter, pk=letter_id)
    return letter, opened(request, letter.request_id)


def _work(
    request: HttpRequest,
    about: Request,
    kind: LetterKind,
    step: Step,
    made: Callable[[str], Composed],
    send: Callable[[SendForm], str],
) -> HttpResponse:
    """Show the letter; send it where that was asked and it is the one that was shown."""
    may_send = _may(request, about, step)
    ways = _ways(about, kind)
    form = SendForm(
        request.POST if request.method == "POST" else None,
        ways=ways,
        initial={"delivery": ways[0].value},
    )
    sends = request.method == "POST" and "send" in request.POST
    status = 200
    if sends:
        if address := was_sent(request):  # the second of two clicks
            return redirect(address)
        demand(request, "handle_request")
        if form.is_valid():
            try:
                with transaction.atomic():
                    address = send(form)
                    remember(request, address)
            except policies.Stale as refusal:
                if address := was_sent(request):
                    return redirect(address)
                about, status = opened(request, about.pk), 409
                form.add_error(None, str(refusal))
            except NotAllowed as refusal:
                form.add_error(
                    refusal.about if refusal.about in form.fields else None, str(refusal)
                )
            else:
                messages.success(request, _("The letter is sent."))
                return redirect(address)
    elif form.is_bound:
        form.is_valid()
    return _show(request, about, kind, made, form, may_send=may_send, status=status)


def _show(
    request: HttpRequest,
    about: Request,
    kind: LetterKind,
    made: Callable[[str], Composed],
    form: SendForm,
    *,
    may_send: bool,
    status: int,
) -> HttpResponse:
    cleaned = getattr(form, "cleaned_data", {})
    try:
        composed = made(cleaned.get("own_words", ""))
    except NotAllowed as refusal:
        messages.error(request, str(refusal))
        return redirect(page_url(about, "letters"))
    context = {
        "composed": composed,
        "blocks": list(blocks(composed.body)),
        "form": form,
        "fields": [form["own_words"], form["delivery"]],
        "version": about.version,
        "seen": sending.digest(composed),
        "may_send": may_send,
        "sends_mail": _ways(about, kind)[0] in (Delivery.EMAIL, Delivery.STATUS_PAGE),
    }
    return _page(request, about, capfirst(str(kind.label)), context, status=status)


def _show_sent(request: HttpRequest, letter: Letter, about: Request) -> HttpResponse:
    sender = name_of(letter.sent_by) if letter.sent_by else _("by itself")
    context = {
        "composed": Composed(letter.title, ()),
        "blocks": list(blocks(letter.body)),
        "letter": letter,
        "sent": joined((moment(letter.sent_at), str(letter.get_delivery_display()), sender)),
        "failed": any(
            each.letter and each.letter.pk == letter.pk for each in undelivered.of_request(about)
        ),
        "pdf_url": reverse("admin:subjects_letter_pdf", args=(letter.pk,)),
    }
    return _page(request, about, capfirst(str(letter.get_kind_display())), context)


def _page(
    request: HttpRequest, about: Request, title: str, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    _record(request, about)
    plural = capfirst(str(Request._meta.verbose_name_plural))
    answer = TemplateResponse(
        request,
        "admin/subjects/letter.html",
        {
            **admin.site.each_context(request),
            "opts": Request._meta,
            "title": title,
            "heading": title,
            "about": about,
            "remark": joined((about.reference, str(about.get_language_display()))),
            "links": [Link(_("Back to the request"), page_url(about, "letters"))],
            "links_are_plain": True,
            "crumbs": [
                Link(plural, scope.url_of(Request, "changelist")),
                Link(about.reference, page_url(about)),
                Link(title, ""),
            ],
            **context,
        },
        status=status,
    )
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _record(request: HttpRequest, about: Request) -> None:
    """A letter tells of the people the request is about: looking at it is looking at them."""
    people = DataSubject.objects.visible_to(reader(request)).filter(request_matches__request=about)
    record_seen(request, about, people, page="letter")


def _may(request: HttpRequest, about: Request, step: Step) -> bool:
    return step in policies.possible_steps(about, Hand(reader(request), timezone.now()))


def _ways(about: Request, kind: LetterKind) -> list[Delivery]:
    """How the letter can go, the likeliest first. A decision is never in the mail itself."""
    by_mail = Delivery.STATUS_PAGE if kind == LetterKind.DECISION else Delivery.EMAIL
    return [
        *([by_mail] if policies.mail_address(about, kind) else []),
        Delivery.POST,
        Delivery.BY_HAND,
    ]


def _facts(form: SendForm) -> dict[str, Any]:
    said = form.cleaned_data
    return {
        "now": timezone.now(),
        "delivery": Delivery(said["delivery"]),
        "expected_version": said["version"] or 0,
        "own_words": said["own_words"],
        "seen": said["seen"],
    }
