"""The small forms by which a request is taken a step further: one form a step."""

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from unfold.widgets import (
    DATETIME_CLASSES,
    UnfoldAdminPasswordWidget,
    UnfoldAdminSelectWidget,
    UnfoldAdminTextareaWidget,
    UnfoldAdminTextInputWidget,
)

from register.admin.people_forms import MomentField, refuse_identity_codes
from register.admin.people_words import name_of
from register.admin.words import words_of
from register.enums import Language
from register.models import System, User
from subjects import candidates, clock, erasing, policies
from subjects.admin.entered_contacts import CONTACTS, ContactFields
from subjects.admin.items import Choices, Item
from subjects.effects.reached import reached_by
from subjects.enums import (
    NEVER_REFUSED,
    ActingAs,
    Channel,
    Delivery,
    ExtensionGround,
    Ground,
    IdentityMethod,
    Mandate,
    Outcome,
    PauseReason,
    RequestedKind,
    Step,
)
from subjects.grounds import WITHOUT_IDENTITY, grounds_for
from subjects.identity import ladder, strong
from subjects.models import Request
from subjects.steps import NOT_DECIDED

CHOOSE = gettext_lazy("Choose")
CHANNELS = [choice for choice in Channel.choices if choice[0] != Channel.FORM]
BACKEND = "django.contrib.auth.backends.ModelBackend"


class Picked(forms.ChoiceField):
    widget = UnfoldAdminSelectWidget


class Someone(forms.ModelChoiceField):  # type: ignore[type-arg] # cannot be subscripted
    """One of the staff."""

    widget = UnfoldAdminSelectWidget

    def __init__(self, **options: Any) -> None:
        super().__init__(queryset=User.objects.none(), **options)

    def label_from_instance(self, obj: Any) -> str:
        return name_of(obj)


class DayInput(forms.DateInput):
    """The browser's own calendar."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        classes = {"class": " ".join(DATETIME_CLASSES), **(attrs or {})}
        super().__init__(classes, format="%Y-%m-%d")


class Day(forms.DateField):
    widget = DayInput


class Text(forms.CharField):
    def __init__(self, *, rows: int = 4, **options: Any) -> None:
        widget = UnfoldAdminTextareaWidget({"rows": rows})
        super().__init__(**{"widget": widget, "max_length": 10_000, **options})


class StepForm(forms.Form):
    """What a step needs to be told. Without fields, the button alone."""

    step: ClassVar[Step]
    says: ClassVar[str | Promise] = ""  # what happens then
    warns: str | Promise = ""
    button: ClassVar[str | Promise]
    grave: ClassVar[bool] = False  # cannot be taken back

    def __init__(
        self, data: Any = None, *, about: Request, user: User, suffix: str = "", **options: Any
    ) -> None:
        self.about, self.user = about, user
        name = f"id_{self.step}{suffix}_%s"
        super().__init__(data, auto_id=name, **options)

    def clean(self) -> dict[str, Any]:
        refuse_identity_codes(self)
        return self.cleaned_data

    @property
    def heading(self) -> str:
        return str(self.step.label)

    @property
    def facts(self) -> dict[str, Any]:
        """What `workflow.move` is given."""
        return self.cleaned_data

    @property
    def written(self) -> list[tuple[str, str]]:
        """What somebody typed, where the step is no longer there to be taken; never a password."""
        typed = (one for one in self.visible_fields() if isinstance(one.field, forms.CharField))
        return [
            (capfirst(str(bound.label)), str(bound.value()))
            for bound in typed
            if bound.value() and not isinstance(bound.field.widget, forms.PasswordInput)
        ]


class AssignForm(StepForm):
    step = Step.ASSIGN
    button = gettext_lazy("Choose")
    to = Someone(
        label=gettext_lazy("Handler"), required=False, empty_label=gettext_lazy("Nobody yet")
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        field: Any = self.fields["to"]
        field.queryset = handlers_of(self.about)
        field.initial = self.about.assigned_to_id or self.user.pk


class AskForm(StepForm):
    """A question stops the clock only where it is asked without undue delay."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        facts, today = clock.facts_of(self.about), timezone.localdate()
        if today > clock.read(facts, today=today).limit:
            self.warns = _("The time limit has passed: the question no longer stops the clock.")
        elif clock.was_asked_late(facts, clock.Stop(today, None)):
            self.warns = _(
                "The request arrived more than a week ago. A question is asked without undue "
                "delay: be ready to show why it is asked only now."
            )


class AskIdentityForm(AskForm):
    step = Step.ASK_IDENTITY
    says = gettext_lazy(
        "Only where there is reasonable doubt, and without delay (Art. 12(6)). The letter is then "
        "owed; the clock stands still from the day it leaves."
    )
    button = gettext_lazy("Ask")
    method = Picked(
        label=gettext_lazy("How the person is to show it"),
        help_text=gettext_lazy("The lightest way that will do: see “Identity”."),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        methods = [one for one in ladder.ASKED if one != IdentityMethod.STRONG or strong.is_on()]
        _choices(self, "method", [("", CHOOSE), *_named(methods)])


class AskSpecificationForm(AskForm):
    step = Step.ASK_SPECIFICATION
    says = gettext_lazy(
        "Only a very broad request (recital 63). The letter is then owed; the clock stands still "
        "from the day it leaves."
    )
    button = gettext_lazy("Ask")


class RemindForm(StepForm):
    step = Step.REMIND
    says = gettext_lazy("A reminder is owed from now on. The person is reminded once.")
    button = gettext_lazy("Remind")


class CorrectForm(ContactFields, StepForm):
    """What staff entered, as it stands; what the person has confirmed is not asked."""

    step = Step.CORRECT
    says = gettext_lazy(
        "For a slip of the pen. The timeline tells which fields were corrected, and not what stood "
        "in them. Another time of arrival moves the target and the time limit."
    )
    button = gettext_lazy("Correct")
    received_at = MomentField(label=gettext_lazy("When it arrived"))
    channel = Picked(label=gettext_lazy("How it arrived"), choices=CHANNELS)
    language = Picked(label=gettext_lazy("Language of the answer"), choices=Language.choices)
    field_order = ("received_at", "channel", "language")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        about = self.about
        self.initial = {
            **self.initial,
            "received_at": about.received_at,
            "channel": about.channel,
            "language": about.language,
        }
        told = {contact.kind: contact for contact in about.contacts.all()}
        for name, kind in CONTACTS.items():
            if kind not in told:
                continue
            self.initial[name] = told[kind].value
            if told[kind].confirmed_at:
                del self.fields[name]
        self.warns = self._what_stays_done()

    def _what_stays_done(self) -> str:
        """What acted by an address or number that turns out to be a stranger's."""
        acted = self.about.carriedrights.filter(right__in=sorted(NEVER_REFUSED)).exists()
        count = len(reached_by(self.about).people) if acted else 0
        words = _(
            "Cards on which the ban or the withdrawal has already acted: %(count)d. Correcting the "
            "address or number does not undo that: once it is corrected, lift the ban on the card "
            "of somebody else under “What is in force”. A consent that was withdrawn does not come "
            "back."
        )
        return words % {"count": count} if count else ""

    @property
    def facts(self) -> dict[str, Any]:
        said = dict(self.cleaned_data)
        contacts = {kind: said.pop(name) for name, kind in CONTACTS.items() if name in said}
        # The form shows minutes; an arrival that was left as it stood keeps its seconds.
        if said["received_at"] == self.about.received_at.replace(second=0, microsecond=0):
            del said["received_at"]
        return {**said, "contacts": contacts}


class NoteAnswerForm(StepForm):
    step = Step.NOTE_ANSWER
    says = gettext_lazy("The clock goes on from the day the answer arrived.")
    button = gettext_lazy("Note")
    arrived_on = Day(label=gettext_lazy("Arrived"))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["arrived_on"].initial = timezone.localdate()


class AskAddressForm(StepForm):
    step = Step.ASK_ADDRESS
    says = gettext_lazy(
        "A mail goes to the address that was entered, with a link by which the person confirms it. "
        "The mail does not tell what was asked. The clock goes on."
    )
    button = gettext_lazy("Send the link")


class SettleIdentityForm(StepForm):
    step = Step.SETTLE_IDENTITY
    says = gettext_lazy(
        "What was shown is not kept: no copy of an identity document, no identity code."
    )
    button = gettext_lazy("Settle the identity")
    method = Picked(label=gettext_lazy("How it was settled"))
    mandate = Picked(
        label=gettext_lazy("What shows that the requester may act for the other"),
        choices=[("", CHOOSE), *Mandate.choices],
    )
    arrived_on = Day(
        label=gettext_lazy("The answer arrived"),
        initial=timezone.localdate,
        help_text=gettext_lazy("The clock goes on from that day."),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        methods = ladder.can_be_settled_by(self.about)
        _choices(self, "method", [("", CHOOSE), *_named(methods)])
        pause = policies.running_pause(self.about)
        if pause is None or pause.reason != PauseReason.IDENTITY:
            del self.fields["arrived_on"]
        if self.about.requester.acting_as == ActingAs.SELF:
            del self.fields["mandate"]


class FixMatchForm(StepForm):
    """The people are ticked beside what tells of them: see the page."""

    step = Step.FIX_MATCH
    says = gettext_lazy(
        "Tick the people whom the request is about, or that nobody was found. A marketing ban and "
        "a withdrawal of consent then act at once on all of their cards, and a consent that was "
        "withdrawn does not come back."
    )
    button = gettext_lazy("Fix whom it is about")
    people = forms.ModelMultipleChoiceField(queryset=User.objects.none(), required=False)
    nobody = forms.BooleanField(
        label=gettext_lazy("Nobody of the registers: none of these is meant"), required=False
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        field: Any = self.fields["people"]
        field.queryset = candidates.reachable(self.about, self.user)
        if self.about.identified_at is None:
            self.warns = _(
                "The identity is open: what you fix now serves the marketing ban or the withdrawal "
                "of consent alone. For anything else it is fixed anew once the identity is settled."
            )

    @property
    def ticked(self) -> set[int]:
        values = self.data.getlist("people") if self.is_bound else []  # type: ignore[attr-defined]
        return {int(value) for value in values if str(value).isdecimal()}


class DecideForm(StepForm):
    """One right on one item; only the grounds that fit the right are there to choose."""

    step = Step.DECIDE_ITEM
    button = gettext_lazy("Decide")
    right = forms.ChoiceField(choices=RequestedKind.choices, widget=forms.HiddenInput)
    item = Picked(label=gettext_lazy("What is decided"), required=False)
    outcome = Picked(label=gettext_lazy("Decision"))
    ground = Picked(label=gettext_lazy("Ground of a refusal"), required=False)
    explanation = Text(
        label=gettext_lazy("Reason in words"),
        required=False,
        rows=3,
        help_text=gettext_lazy("The person reads this in the answer. Art. 12(4)."),
    )
    reviewed_by = Someone(
        label=gettext_lazy("Who reviewed the automated decision"),
        required=False,
        empty_label=CHOOSE,
        help_text=gettext_lazy("A person, not a program. Needed before this is carried out."),
    )
    kept_until = Day(label=gettext_lazy("Kept until"), required=False)
    kept_under = forms.CharField(
        label=gettext_lazy("Kept under"),
        required=False,
        max_length=200,
        widget=UnfoldAdminTextInputWidget,
        help_text=gettext_lazy("The act and section, where data must be kept."),
    )

    def __init__(self, *args: Any, right: RequestedKind, items: Choices, **options: Any) -> None:
        super().__init__(*args, suffix=f"_{right}", **options)
        self.of_right = right
        self.fields["right"].initial = right
        identified = self.about.identified_at is not None
        free = right in NEVER_REFUSED
        _choices(self, "item", items)
        outcomes = [
            (one.value, capfirst(str(one.label)))
            for one in Outcome
            if (one == Outcome.GRANTED and (identified or free))
            or (one == Outcome.REFUSED and not free)
        ]
        if self.about.decisions.filter(right=right).exists():
            outcomes.append((NOT_DECIDED, _("Not decided: take the decision back")))
        _choices(self, "outcome", [("", CHOOSE), *outcomes] if len(outcomes) > 1 else outcomes)
        grounds = grounds_for(right)
        if identified:
            grounds -= {Ground.NOT_IDENTIFIED}
        else:
            grounds &= WITHOUT_IDENTITY
        if free:
            for name in ("ground", "kept_until", "kept_under"):
                del self.fields[name]
        else:
            named = [(one.value, capfirst(str(one.label))) for one in Ground if one in grounds]
            none = gettext_lazy("None: granted") if identified else CHOOSE
            _choices(self, "ground", [("", none), *named])
        if right == RequestedKind.HUMAN_REVIEW:
            reviewer: Any = self.fields["reviewed_by"]
            reviewer.queryset = staff_of(self.about)
            words = _("What came of the review. The person reads this in the answer.")
            self.fields["explanation"].help_text = words
        else:
            del self.fields["reviewed_by"]

    @property
    def facts(self) -> dict[str, Any]:
        said = dict(self.cleaned_data)
        item = Item.of(said.pop("item"))
        return {**said, "category": item.category, "row": item.row}


class FinishDecidingForm(StepForm):
    step = Step.FINISH_DECIDING
    says = gettext_lazy(
        "Everything the person asked for has been decided. The decision can still be taken up "
        "again before it is carried out."
    )
    button = gettext_lazy("Finish deciding")
    arrived_on = Day(
        label=gettext_lazy("The answer arrived"),
        required=False,
        help_text=gettext_lazy("Leave it empty if the person never answered our question."),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if policies.running_pause(self.about) is None:
            del self.fields["arrived_on"]


class ReconsiderForm(StepForm):
    step = Step.RECONSIDER
    says = gettext_lazy("The items can be decided anew. An approval falls with the decision.")
    button = gettext_lazy("Reconsider")


class TakeUpAgainForm(StepForm):
    step = Step.TAKE_UP_AGAIN
    says = gettext_lazy(
        "Who asks and whom the request is about are settled anew. What was decided on the old "
        "ground falls, and so does an approval."
    )
    button = gettext_lazy("Take up again")


class ApproveForm(StepForm):
    """The word of a second person; of a sole officer, who signs in again."""

    step = Step.APPROVE
    says = gettext_lazy("You have looked at the decision and it may be carried out.")
    button = pgettext_lazy("of a decision", "Approve")
    grave = True
    password = forms.CharField(
        label=gettext_lazy("Your password"),
        strip=False,
        widget=UnfoldAdminPasswordWidget({"autocomplete": "current-password"}),  # never sent back
        help_text=gettext_lazy("You sign in again, because nobody else looks at the decision."),
    )
    count = forms.IntegerField(
        label=gettext_lazy("How many things are erased or anonymised"),
        min_value=0,
        widget=UnfoldAdminTextInputWidget({"inputmode": "numeric", "autocomplete": "off"}),
        help_text=gettext_lazy("Count them on this page: see “What would be erased”."),
    )
    digest = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        preview = erasing.preview_of(self.about) if erasing.is_granted(self.about) else None
        self.fields["digest"].initial = preview.digest if preview else ""
        if not self.is_alone:
            del self.fields["password"]
        if preview is None or not self.is_alone:
            del self.fields["count"]

    @property
    def is_alone(self) -> bool:
        return self.about.decided_by_id == self.user.pk

    @property
    def heading(self) -> str:
        return _("approve alone") if self.is_alone else super().heading

    @property
    def facts(self) -> dict[str, Any]:
        said = self.cleaned_data
        return {"alone": self.is_alone, "digest": said["digest"], "count": said.get("count")}


class NoteAnothersForm(StepForm):
    """Beside a request that may need the data: see what would be erased."""

    step = Step.NOTE_ANOTHERS
    button = gettext_lazy("It is somebody else's")
    other = forms.IntegerField(widget=forms.HiddenInput)


class LiftBansForm(StepForm):
    """Beside the card: see what is in force."""

    step = Step.LIFT_BANS
    button = gettext_lazy("Lift the ban on this card")
    grave = True
    person = forms.IntegerField(widget=forms.HiddenInput)


class CarryOutForm(StepForm):
    """What is erased is named by the digest that was approved."""

    step = Step.CARRY_OUT
    digest = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["digest"].initial = self.about.approved_digest

    says = gettext_lazy(
        "What was granted is now done in the register. What another system has to do is a task."
    )
    button = gettext_lazy("Carry out the decision")
    grave = True

    @property
    def heading(self) -> str:
        return _("carry out the decision")


class AddTaskForm(StepForm):
    step = Step.ADD_TASK
    says = gettext_lazy("What this register cannot do by itself: another system, a paper folder.")
    button = gettext_lazy("Add the task")
    title = forms.CharField(
        label=gettext_lazy("What is to be done"),
        max_length=300,
        widget=UnfoldAdminTextInputWidget,
    )
    owner = Someone(label=gettext_lazy("Who does it"), empty_label=CHOOSE)
    due_on = Day(label=gettext_lazy("To be done by"))
    system = forms.ModelChoiceField(
        label=gettext_lazy("System"),
        queryset=System.objects.none(),
        required=False,
        empty_label=gettext_lazy("None of these"),
        widget=UnfoldAdminSelectWidget,
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        owner: Any = self.fields["owner"]
        owner.queryset = staff_of(self.about)
        self.fields["due_on"].initial = self.about.target_on
        system: Any = self.fields["system"]
        system.queryset = System.objects.filter(
            register__memberships__in=candidates.looked_into(self.about)
        ).distinct()
        system.label_from_instance = words_of


class FinishTaskForm(StepForm):
    step = Step.FINISH_TASK
    button = pgettext_lazy("a task", "Done")
    task = forms.IntegerField(widget=forms.HiddenInput)


class ExtendForm(StepForm):
    step = Step.EXTEND
    says = gettext_lazy(
        "Once, by two further months. The person has to be told why before the first time limit "
        "(Art. 12(3)): the letter is then owed."
    )
    button = gettext_lazy("Extend the time limit")
    ground = Picked(label=gettext_lazy("Ground"), choices=[("", CHOOSE), *ExtensionGround.choices])
    reason = Text(label=gettext_lazy("Reason, told to the person"), rows=3, max_length=2_000)


class SendAgainForm(StepForm):
    """A mail could not be delivered: the letter goes otherwise."""

    step = Step.SEND_AGAIN
    says = gettext_lazy(
        "The mail that told of the letter could not be delivered. Print the letter and send it; "
        "then note it here."
    )
    button = gettext_lazy("Note as sent again")
    letter = Picked(label=gettext_lazy("Letter"))
    delivery = Picked(
        label=gettext_lazy("How it went"),
        choices=[(one.value, one.label) for one in (Delivery.POST, Delivery.BY_HAND)],
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        failed = policies.failed_letters(self.about)
        _choices(self, "letter", [(one.pk, capfirst(one.get_kind_display())) for one in failed])

    @property
    def facts(self) -> dict[str, Any]:
        return {**self.cleaned_data, "letter": int(self.cleaned_data["letter"])}


class WriteForm(StepForm):
    step = Step.WRITE
    says = gettext_lazy("The person reads it on the request's own page.")
    button = gettext_lazy("Send the message")
    body = Text(label=gettext_lazy("Message"))


class CloseForm(StepForm):
    step = Step.CLOSE
    says = gettext_lazy("The period for which the request itself is kept begins.")
    button = gettext_lazy("Close")
    grave = True


class EndRestrictionForm(StepForm):
    step = Step.END_RESTRICTION
    says = gettext_lazy(
        "The person is told first (Art. 18(3)): the letter is then owed. The restriction is lifted "
        "by itself a week after the letter has left."
    )
    button = gettext_lazy("End the restriction")


class WithdrawForm(StepForm):
    step = Step.WITHDRAW
    says = gettext_lazy("Only at the person's own wish. The person gets a confirmation of it.")
    button = gettext_lazy("Note as withdrawn")
    grave = True


class JoinForm(StepForm):
    step = Step.JOIN
    says = gettext_lazy(
        "Where the same person has asked for the same already. It is answered with the earlier "
        "request, and by its time."
    )
    button = gettext_lazy("Join")
    grave = True
    to = forms.CharField(
        label=gettext_lazy("Reference of the earlier request"),
        max_length=20,
        widget=UnfoldAdminTextInputWidget(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )

    def clean_to(self) -> Request:
        written = str(self.cleaned_data["to"]).strip().upper()
        rows = Request.objects.visible_to(self.user)
        found: Request | None = rows.filter(reference=written).first()
        if found is None:
            raise ValidationError(_("There is no such request among those you may see."))
        return found


FORMS: Mapping[Step, type[StepForm]] = {
    form.step: form
    for form in (
        AssignForm,
        AskIdentityForm,
        AskAddressForm,
        CorrectForm,
        AskSpecificationForm,
        RemindForm,
        NoteAnswerForm,
        SettleIdentityForm,
        FixMatchForm,
        FinishDecidingForm,
        ReconsiderForm,
        TakeUpAgainForm,
        ApproveForm,
        NoteAnothersForm,
        CarryOutForm,
        AddTaskForm,
        FinishTaskForm,
        ExtendForm,
        SendAgainForm,
        WriteForm,
        CloseForm,
        EndRestrictionForm,
        LiftBansForm,
        WithdrawForm,
        JoinForm,
    )
}


def handlers_of(request: Request) -> QuerySet[User]:
    """Who may work on it."""
    return _serving(request, User.objects.with_perm("subjects.handle_request", backend=BACKEND))


def staff_of(request: Request) -> QuerySet[User]:
    """Everybody whom a task may be given to."""
    return _serving(request, User.objects.filter(is_active=True, is_staff=True))


def _serving(request: Request, users: Any) -> QuerySet[User]:
    everybodys = User.objects.with_perm("register.see_every_controllers_people", backend=BACKEND)
    theirs = Q(controllers=request.controller_id) | Q(pk__in=everybodys.values("pk"))
    found: QuerySet[User] = users.filter(theirs).distinct()
    return found.order_by("last_name", "first_name", "username")


def _named(methods: Iterable[IdentityMethod]) -> list[tuple[str, str]]:
    return [(one.value, capfirst(str(one.label))) for one in methods]


def _choices(form: forms.Form, name: str, choices: Any) -> None:
    field: Any = form.fields[name]
    field.choices = choices
