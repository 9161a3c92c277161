"""A request of a data subject, and the rights it names (Art. 12–22)."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from register.enums import DataCategory, Language
from register.models import Controller, Register
from register.models.base import Choice, ordered_days, vocabulary
from register.models.people import AboutPeople
from register.personal_data import A_FACT, IDENTIFIER, LINK, Datum, OtherPeople
from subjects.enums import Channel, ExtensionGround, RequestedKind, Status
from subjects.models.base import (
    BY_STAFF,
    OFFICE,
    SAID,
    UNTIL,
    WHEN,
    WHO,
    PartOfRequest,
    needed_in,
    only_in,
    part_of_request,
    together,
)
from subjects.models.self_test import SelfTest
from subjects.querysets import RealRequests, Requests

S = Status
NEVER_CONFIRMED = [S.LAPSED.value, S.UNCONFIRMED.value]
FINAL = [S.CLOSED.value, S.JOINED.value, S.LAPSED.value, S.WITHDRAWN.value]
DECIDED = [S.ANSWERED.value, S.APPROVED.value, S.CARRIED_OUT.value, S.CLOSED.value, S.DECIDED.value]
ANSWERED = [S.ANSWERED.value, S.CLOSED.value]


class Request(AboutPeople):
    """What somebody asks of one controller. `workflow.py` is the only writer."""

    # What people are told: drawn at random, so that it counts nobody's requests.
    reference = models.CharField(_("reference"), max_length=20, unique=True, editable=False)
    controller = models.ForeignKey(
        Controller,
        on_delete=models.PROTECT,
        related_name="requests",
        verbose_name=_("controller"),
    )
    register = models.ForeignKey(
        Register,
        on_delete=models.PROTECT,
        related_name="requests",
        verbose_name=_("register"),
        help_text=_("The door it came through. Every register of the controller is looked into."),
    )
    register_only = models.BooleanField(_("this register only"), default=False)
    language = Choice(_("language"), choices=Language)
    channel = Choice(pgettext_lazy("of a request", "channel"), choices=Channel)
    words = models.TextField(_("in the person's own words"), blank=True, default="")
    status = Choice(pgettext_lazy("of a request", "status"), choices=Status)
    version = models.PositiveIntegerField(default=1)  # of the request: each step adds one

    # The clock. Arrival is what counts, whether or not anybody read it.
    received_at = models.DateTimeField(_("arrived"))
    registered_at = models.DateTimeField(_("entered"))
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("entered by"),
    )
    confirmed_at = models.DateTimeField(_("e-mail confirmed"), null=True)
    # Follow from the rows and stand here to be sorted by (`clock.py`); without a pause that runs.
    target_on = models.DateField(_("target"))
    limit_on = models.DateField(_("time limit"))
    extended_at = models.DateTimeField(_("extended"), null=True)
    extended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("extended by"),
    )
    extension_ground = Choice(_("ground of the extension"), choices=ExtensionGround, blank=True)
    extension_reason = models.TextField(_("reason of the extension"), blank=True, default="")

    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="assigned_requests",
        verbose_name=_("handler"),
    )
    identified_at = models.DateTimeField(_("identity settled"), null=True)
    matched_at = models.DateTimeField(_("person found"), null=True)
    decided_at = models.DateTimeField(_("decided"), null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("decided by"),
    )
    approved_at = models.DateTimeField(_("approved"), null=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("approved by"),
    )
    approved_alone = models.BooleanField(_("approved by the only one who may"), default=False)
    approved_digest = models.CharField(max_length=64, blank=True, default="")  # of the preview
    carried_out_at = models.DateTimeField(_("carried out"), null=True)
    answered_at = models.DateTimeField(_("answered"), null=True)
    closed_at = models.DateTimeField(_("closed"), null=True)
    joined_to = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        related_name="joined",
        verbose_name=_("joined to"),
    )

    # Ours, and nobody asks it: it tries the form, and goes when the test has ended.
    self_test = models.OneToOneField(
        SelfTest,
        on_delete=models.PROTECT,
        null=True,
        related_name="request",
        verbose_name=_("self-test"),
        editable=False,
    )

    objects = RealRequests()  # so that no list, clock, figure or job knows of self-tests
    everything = Requests.as_manager()

    personal_data = OtherPeople(
        who=WHO,
        until=UNTIL,
        found_by="matches__subject",
        found_once="identified_at",
        columns={
            "id": IDENTIFIER,
            "reference": IDENTIFIER,
            "controller": A_FACT,
            "register": A_FACT,
            "register_only": SAID,
            "language": Datum((DataCategory.LANGUAGE,)),
            "channel": SAID,
            "words": SAID,
            "status": OFFICE,
            "version": OFFICE,
            "received_at": SAID,
            "registered_at": WHEN,
            "entered_by": BY_STAFF,
            "confirmed_at": SAID,
            "target_on": OFFICE,
            "limit_on": OFFICE,
            "extended_at": WHEN,
            "extended_by": BY_STAFF,
            "extension_ground": OFFICE,
            "extension_reason": SAID,
            "assigned_to": BY_STAFF,
            "identified_at": WHEN,
            "matched_at": WHEN,
            "decided_at": WHEN,
            "decided_by": BY_STAFF,
            "approved_at": WHEN,
            "approved_by": BY_STAFF,
            "approved_alone": OFFICE,
            "approved_digest": OFFICE,
            "carried_out_at": WHEN,
            "answered_at": WHEN,
            "closed_at": WHEN,
            "joined_to": LINK,
            "self_test": OFFICE,
        },
    )

    class Meta:
        verbose_name = _("request")
        verbose_name_plural = _("requests")
        ordering = ["limit_on", "pk"]
        default_permissions = ("view",)  # its own door writes
        permissions = [
            ("enter_request", _("Can enter requests that came by phone, letter or e-mail")),
            ("handle_request", _("Can work on requests and decide them")),
            ("approve_request", _("Can approve decisions as a second person")),
        ]
        indexes = [
            models.Index(
                fields=["limit_on"], condition=Q(closed_at__isnull=True), name="request_open"
            ),
        ]
        constraints = [
            vocabulary("request", "language", Language),
            vocabulary("request", "channel", Channel),
            vocabulary("request", "status", Status),
            vocabulary("request", "extension_ground", ExtensionGround, blank=True),
            models.CheckConstraint(
                condition=Q(received_at__lte=F("registered_at")), name="request_arrived_before"
            ),
            models.CheckConstraint(
                condition=Q(target_on__lte=F("limit_on")), name="request_target_before_limit"
            ),
            models.CheckConstraint(
                condition=~Q(status__in=NEVER_CONFIRMED)
                | Q(channel=Channel.FORM, confirmed_at__isnull=True, entered_by__isnull=True),
                name="request_unconfirmed_from_form",
            ),
            # Nothing is worked on that nobody has confirmed and nobody of staff has entered.
            models.CheckConstraint(
                condition=Q(status__in=[*NEVER_CONFIRMED, S.WITHDRAWN])
                | Q(confirmed_at__isnull=False)
                | Q(entered_by__isnull=False),
                name="request_confirmed_or_entered",
            ),
            models.CheckConstraint(
                condition=Q(extended_at__isnull=True, extended_by__isnull=True, extension_ground="")
                | (
                    Q(extended_at__isnull=False, extended_by__isnull=False)
                    & ~Q(extension_ground="")
                    & ~Q(extension_reason="")
                ),
                name="request_extended_on_a_ground",
            ),
            models.CheckConstraint(
                condition=needed_in("identified_at", [S.IDENTIFIED, S.MATCHED, S.APPROVED])
                & needed_in("matched_at", [S.MATCHED]),
                name="request_identity_comes_first",
            ),
            # Before the identity it serves a ban or a withdrawal alone, which nothing discloses:
            # what else is granted needs the identity (`decision_after_identity`).
            models.CheckConstraint(
                condition=Q(matched_at__isnull=True)
                | Q(identified_at__isnull=False)
                | ~Q(status__in=[*NEVER_CONFIRMED, S.IDENTIFIED, S.MATCHED, S.APPROVED]),
                name="request_match_before_identity",
            ),
            models.CheckConstraint(
                condition=together("decided_at", "decided_by") & needed_in("decided_at", DECIDED),
                name="request_decided_by_somebody",
            ),
            models.CheckConstraint(
                condition=together("approved_at", "approved_by")
                & needed_in("approved_at", [S.APPROVED])
                & (Q(approved_by__isnull=True) | Q(decided_by__isnull=False)),
                name="request_approved_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True)
                | ~Q(approved_by=F("decided_by"))
                | Q(approved_alone=True),
                name="request_approved_by_another",
            ),
            models.CheckConstraint(
                condition=needed_in("carried_out_at", [S.CARRIED_OUT]),
                name="request_carried_out_at",
            ),
            models.CheckConstraint(
                condition=only_in("answered_at", ANSWERED), name="request_answered_at"
            ),
            models.CheckConstraint(condition=only_in("closed_at", FINAL), name="request_closed_at"),
            models.CheckConstraint(
                condition=Q(self_test__isnull=True)
                | Q(
                    status__in=[S.UNCONFIRMED, S.RECEIVED],
                    channel=Channel.FORM,
                    assigned_to__isnull=True,
                    identified_at__isnull=True,
                    matched_at__isnull=True,
                    decided_at__isnull=True,
                    extended_at__isnull=True,
                ),
                name="request_self_test_goes_no_further",
            ),
            models.CheckConstraint(
                condition=only_in("joined_to", [S.JOINED]) & ~Q(joined_to=F("id")),
                name="request_joined_to_another",
            ),
            models.CheckConstraint(
                condition=ordered_days("answered_at", "closed_at")
                & ordered_days("registered_at", "closed_at"),
                name="request_closed_after",
            ),
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.reference}"


class RequestedRight(PartOfRequest):
    """A right that a request names. One request may name several."""

    right = Choice(_("right"), choices=RequestedKind)

    personal_data = part_of_request(right=SAID)

    class Meta:
        verbose_name = _("requested right")
        verbose_name_plural = _("requested rights")
        ordering = ["request", "pk"]
        default_permissions = ("view",)
        constraints = [
            vocabulary("requestedright", "right", RequestedKind),
            models.UniqueConstraint(fields=["request", "right"], name="requestedright_once"),
        ]
