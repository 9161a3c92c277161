"""The people in the register (Art. 4(1))."""

import uuid
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from register.enums import (
    DataCategory,
    KeyDateKind,
    Language,
    OrganisationRole,
    Origin,
    Relationship,
    SubjectKind,
)
from register.models.base import Choice, ordered_days, vocabulary
from register.models.organisation import Organisation
from register.models.people import AboutPeople
from register.models.register import RegisterController
from register.models.source import Source
from register.personal_data import (
    IDENTIFIER,
    LINK,
    MOMENT,
    Datum,
    Erasing,
    NotPersonal,
    PersonalData,
)
from register.querysets import DataSubjects
from register.spellings import folded

C = DataCategory


class DataSubject(AboutPeople):
    """Somebody whose data one controller keeps in one register.

    The same human being in two registers is two rows: each controller answers for its own.
    """

    # Names the person in the journal and the erasure ledger: random, never handed out again.
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kept_by = models.ForeignKey(
        RegisterController,
        on_delete=models.PROTECT,
        related_name="people",
        verbose_name=_("register and controller"),
    )
    kind = Choice(pgettext_lazy("kind of person", "kind"), choices=SubjectKind)
    family_name = models.CharField(_("family name"), max_length=150, blank=True, default="")
    given_names = models.CharField(_("given names"), max_length=150, blank=True, default="")
    sort_name = models.CharField(max_length=310, blank=True, default="", editable=False)
    customer_number = models.CharField(_("customer number"), max_length=60, blank=True, default="")
    user_id = models.CharField(_("user name"), max_length=150, blank=True, default="")
    language = Choice(
        _("language"),
        choices=Language,
        blank=True,
        help_text=_("The language in which the person is answered."),
    )
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="people",
        verbose_name=_("organisation"),
    )
    job_title = models.CharField(_("job title"), max_length=150, blank=True, default="")
    # Under keys of its own, searched by keyed hash; `identity_codes.py` is the only writer.
    identity_code = models.TextField(
        _("personal identity code"), blank=True, default="", editable=False
    )
    identity_code_hash = models.CharField(max_length=64, blank=True, default="", editable=False)
    relationship = Choice(_("relationship"), choices=Relationship, default=Relationship.CUSTOMER)
    relationship_started_on = models.DateField(_("relationship began"), null=True, blank=True)
    relationship_ended_on = models.DateField(_("relationship ended"), null=True, blank=True)
    contract_ends_on = models.DateField(_("contract ends"), null=True, blank=True)
    collected_on = models.DateField(
        _("data collected"),
        null=True,
        blank=True,
        help_text=_("The day the first data were obtained."),
    )
    source = models.ForeignKey(
        Source,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("source"),
        help_text=_("Where the data came from, if not from the person. Art. 15(1)(g)."),
    )
    informed_on = models.DateField(
        _("informed"),
        null=True,
        blank=True,
        help_text=_("When the person was told of the processing. Art. 13, 14(3)."),
    )
    address_protected = models.BooleanField(
        _("security ban on the address"),
        default=False,
        help_text=_("The address is hidden from everybody who need not know it (turvakielto)."),
    )
    address_protected_until = models.DateField(_("ban ends"), null=True, blank=True)
    restricted_at = models.DateTimeField(_("restricted since"), null=True, editable=False)
    merged_into = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="absorbed",
        db_index=False,  # among the indexes below: of those few that were merged
        verbose_name=_("merged into"),
    )
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    objects = DataSubjects.as_manager()

    personal_data = PersonalData(
        subject="",
        row=Erasing.DELETE,
        columns={
            "id": IDENTIFIER,
            "uuid": IDENTIFIER,
            "kept_by": LINK,
            "kind": Datum((C.RELATIONSHIP,), Origin.DERIVED, erasure=Erasing.KEEP),
            "family_name": Datum((C.NAME,)),
            "given_names": Datum((C.NAME,)),
            "sort_name": Datum((C.NAME,), Origin.DERIVED, exported=False),
            "customer_number": Datum((C.CUSTOMER_NUMBER,), Origin.DERIVED),
            "user_id": Datum((C.USER_ID,)),
            "language": Datum((C.LANGUAGE,)),
            "organisation": Datum((C.ORGANISATION,)),
            "job_title": Datum((C.ROLE,)),
            "identity_code": Datum((C.IDENTITY_CODE,)),
            "identity_code_hash": Datum((C.IDENTITY_CODE,), Origin.DERIVED, exported=False),
            "relationship": Datum((C.RELATIONSHIP,), Origin.OBSERVED, erasure=Erasing.KEEP),
            "relationship_started_on": Datum(
                (C.RELATIONSHIP,), Origin.OBSERVED, erasure=Erasing.ANONYMISE
            ),
            "relationship_ended_on": Datum(
                (C.RELATIONSHIP,), Origin.OBSERVED, erasure=Erasing.ANONYMISE
            ),
            "contract_ends_on": Datum(
                (C.RELATIONSHIP,), Origin.OBSERVED, erasure=Erasing.ANONYMISE
            ),
            "collected_on": Datum((C.RELATIONSHIP,), Origin.OBSERVED, erasure=Erasing.ANONYMISE),
            "source": Datum((C.RELATIONSHIP,), Origin.OBSERVED),
            "informed_on": Datum((C.RELATIONSHIP,), Origin.OBSERVED, erasure=Erasing.ANONYMISE),
            "address_protected": Datum((C.POSTAL_ADDRESS,), Origin.ELSEWHERE),
            "address_protected_until": Datum((C.POSTAL_ADDRESS,), Origin.ELSEWHERE),
            "restricted_at": Datum((C.RELATIONSHIP,), Origin.OBSERVED),
            "merged_into": NotPersonal("points from an absorbed card to the one that stands"),
            "created_at": MOMENT,
        },
    )

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["sort_name", "pk"]
        default_permissions = ("add", "change", "view")  # erased by its own door, never deleted
        permissions = [
            ("see_every_controllers_people", _("Can see the people of every controller")),
            ("see_restricted_people", _("Can see people whose processing is restricted")),
            ("see_protected_address", _("Can see addresses under a security ban")),
            ("unmask_identity_code", _("Can read personal identity codes")),
            ("change_identity_code", _("Can record personal identity codes")),
            ("import_people", _("Can import people")),
            ("import_suppressed_people", _("Can import people whose data were erased")),
            ("export_people", _("Can export lists of people")),
            ("merge_people", _("Can merge duplicates")),
        ]
        indexes = [
            models.Index(fields=["kept_by", "sort_name", "id"], name="person_by_name"),
            models.Index(fields=["sort_name", "id"], name="person_by_name_everywhere"),
            models.Index(fields=["kind", "sort_name", "id"], name="person_of_kind_by_name"),
            models.Index(fields=["relationship", "sort_name", "id"], name="person_related_by_name"),
            # A plan asks whose relationship ended long ago, and who is former without a day.
            models.Index(
                fields=["relationship_ended_on", "relationship", "kept_by"], name="person_by_end"
            ),
            models.Index(
                fields=["sort_name", "id"],
                condition=Q(organisation__isnull=False),
                name="person_of_company_by_name",
            ),
            # Not of the others: SQLite would look for everybody who stands by it, and sort them.
            models.Index(
                fields=["merged_into"],
                condition=Q(merged_into__isnull=False),
                name="person_absorbed",
            ),
            models.Index(
                fields=["identity_code_hash"],
                condition=~Q(identity_code_hash=""),
                name="person_by_identity_code",
            ),
            # Whether any such datum, or anybody of a kind, is held: compared with the notice.
            models.Index(fields=["kept_by", "kind"], name="person_of_kind_by_place"),
            *(
                models.Index(
                    fields=["kept_by"], condition=~Q(**{name: ""}), name=f"person_with_{name}"
                )
                for name in ("user_id", "job_title", "language", "identity_code")
            ),
        ]
        constraints = [
            vocabulary("person", "kind", SubjectKind),
            vocabulary("person", "language", Language, blank=True),
            vocabulary("person", "relationship", Relationship),
            models.UniqueConstraint(
                fields=["kept_by", "customer_number"],
                condition=~Q(customer_number=""),
                name="person_customer_number_once",
                violation_error_message=_("Another person has this customer number."),
            ),
            models.CheckConstraint(
                condition=ordered_days("relationship_started_on", "relationship_ended_on"),
                name="person_relationship_begins_first",
                violation_error_message=_("The relationship cannot end before it begins."),
            ),
            models.CheckConstraint(
                condition=Q(relationship_ended_on__isnull=True)
                | Q(relationship__in=[Relationship.FORMER, Relationship.NONE]),
                name="person_ended_is_former",
                violation_error_message=_(
                    "A relationship that has ended makes a former customer: correct one of them."
                ),
            ),
            models.CheckConstraint(
                condition=Q(identity_code="", identity_code_hash="")
                | (~Q(identity_code="") & ~Q(identity_code_hash="")),
                name="person_identity_code_and_hash",
            ),
            models.CheckConstraint(
                condition=Q(address_protected=True) | Q(address_protected_until__isnull=True),
                name="person_ban_has_no_end_alone",
                violation_error_message=_("There is no ban whose end this could be."),
            ),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=models.F("id")),
                name="person_not_merged_into_itself",
            ),
        ]

    def __str__(self) -> str:
        """Reaches logs and error reports: never a name."""
        return f"person {self.pk}"

    @property
    def full_name(self) -> str:
        """For screens that show people; "" where no name is held."""
        return f"{self.given_names} {self.family_name}".strip()

    def derive(self) -> None:
        self.sort_name = folded(f"{self.family_name} {self.given_names}")[:310]

    def delete(self, *args: Any, **options: Any) -> Any:
        """Only the erasure door removes people; it does so set-wise and leaves its traces."""
        raise NotImplementedError("People are erased by the erasure door.")


class KeyDate(AboutPeople):
    """A day that a retention period may run from."""

    subject = models.ForeignKey(
        DataSubject,
        on_delete=models.PROTECT,
        related_name="key_dates",
        verbose_name=_("person"),
    )
    kind = Choice(pgettext_lazy("kind of day", "what happened"), choices=KeyDateKind)
    happened_on = models.DateField(_("day"))

    personal_data = PersonalData(
        subject="subject",
        row=Erasing.DELETE,
        kind="kind",
        kinds={
            KeyDateKind.LAST_CONTACT: (C.RELATIONSHIP,),
            KeyDateKind.LAST_SERVICE_CONTACT: (C.RELATIONSHIP,),
            KeyDateKind.LAST_ORDER: (C.RELATIONSHIP,),
            KeyDateKind.LAST_LOGIN: (C.TECHNICAL_LOG,),
            KeyDateKind.ACCOUNT_DELETION: (C.USER_ID,),
            KeyDateKind.MEMBERSHIP_END: (C.RELATIONSHIP,),
            KeyDateKind.RECRUITMENT_END: (C.RELATIONSHIP,),
            KeyDateKind.SECURITY_EVENT: (C.TECHNICAL_LOG,),
            KeyDateKind.BIRTH: (C.OTHER,),
            KeyDateKind.DEATH: (C.OTHER,),
        },
        columns={
            "id": IDENTIFIER,
            "subject": LINK,
            "kind": Datum(origin=Origin.OBSERVED),
            "happened_on": Datum(origin=Origin.OBSERVED),
        },
    )

    class Meta:
        verbose_name = _("significant day")
        verbose_name_plural = _("significant days")
        ordering = ["subject", "kind"]
        indexes = [
            models.Index(
                fields=["kind"], condition=~Q(kind=KeyDateKind.LAST_LOGIN), name="keydate_by_kind"
            ),
        ]
        constraints = [
            vocabulary("keydate", "kind", KeyDateKind),
            models.UniqueConstraint(
                fields=["subject", "kind"],
                name="keydate_kind_once",
                violation_error_message=_("This day is already recorded: change it there."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"


class SubjectRole(AboutPeople):
    """A role of a contact person in the organisation."""

    subject = models.ForeignKey(
        DataSubject, on_delete=models.PROTECT, related_name="roles", verbose_name=_("person")
    )
    role = Choice(pgettext_lazy("in the organisation", "role"), choices=OrganisationRole)

    personal_data = PersonalData(
        subject="subject",
        row=Erasing.DELETE,
        columns={"id": IDENTIFIER, "subject": LINK, "role": Datum((C.ROLE,))},
    )

    class Meta:
        verbose_name = _("role in the organisation")
        verbose_name_plural = _("roles in the organisation")
        ordering = ["subject", "role"]
        constraints = [
            vocabulary("subjectrole", "role", OrganisationRole),
            models.UniqueConstraint(fields=["subject", "role"], name="subjectrole_once"),
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"
