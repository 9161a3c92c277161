"""Imports of people: what was brought in and when, and the rows of a file while it is looked at."""

from django.conf import settings
from django.core.files.storage import Storage, storages
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from register.enums import DataCategory, Origin
from register.models.base import Choice, vocabulary
from register.models.data_subject import DataSubject
from register.models.journal import Occasion
from register.models.register import Register, RegisterController
from register.personal_data import (
    A_FACT,
    IDENTIFIER,
    LINK,
    MOMENT,
    Datum,
    Erasing,
    NotPersonal,
    OtherPeople,
    PersonalData,
)

C = DataCategory


def private_storage() -> Storage:
    """Where files lie that nobody is served."""
    return storages["private"]


class Stage(models.TextChoices):
    """How far an import has come."""

    UPLOADED = "uploaded", pgettext_lazy("import", "uploaded, columns not chosen yet")
    READING = "reading", pgettext_lazy("import", "being read")
    CHECKING = "checking", pgettext_lazy("import", "being checked")
    WAITING = "waiting", pgettext_lazy("import", "waits for a decision")
    WRITING = "writing", pgettext_lazy("import", "being written")
    FINISHED = "finished", pgettext_lazy("import", "finished")
    REFUSED = "refused", pgettext_lazy("import", "refused: the file has bad rows")
    FAILED = "failed", pgettext_lazy("import", "failed: the file cannot be read")
    ABANDONED = "abandoned", pgettext_lazy("import", "abandoned")


UNFINISHED = (Stage.UPLOADED, Stage.READING, Stage.CHECKING, Stage.WAITING, Stage.WRITING)


class Outcome(models.TextChoices):
    """What becomes of a row of the file."""

    NEW = "new", pgettext_lazy("row of a file", "new")
    CHANGED = "changed", pgettext_lazy("row of a file", "changed")
    UNCHANGED = "unchanged", pgettext_lazy("row of a file", "unchanged")
    SUPPRESSED = "suppressed", pgettext_lazy("row of a file", "kept out")
    BAD = "bad", pgettext_lazy("row of a file", "bad")


# Of restricted people, and of an address under a security ban: the words do not tell which.
NOT_BY_IMPORT = _(
    "kept out: an import does not change this person’s data, ask the compliance officer"
)


class Reason(models.TextChoices):
    """Why a row stays out."""

    TOO_MANY_CELLS = "too_many_cells", _("more cells than the first row has headings")
    TOO_LONG = "too_long", _("too long")
    LINE_BREAK = "line_break", _("a line break inside the cell")
    CONTROL = "control", _("a character that cannot be stored, such as a control code")
    CELL_FAULT = "cell_fault", _("the spreadsheet shows a fault instead of a value")
    NO_RESULT = "no_result", _("a formula without its result: open and save the file again")
    EMAIL = "email", _("not an e-mail address, such as nimi@esimerkki.fi")
    PHONE = "phone", _("not a phone number")
    WEBSITE = "website", _("not a web address")
    DAY = "day", _("not a day, such as 1.9.2026")
    SHORT_YEAR = "short_year", _("the year needs four digits, such as 1.9.2026")
    NO_SUCH_DAY = "no_such_day", _("there is no such day")
    FUTURE = "future", _("a day in the future")
    YES_OR_NO = "yes_or_no", _("neither yes nor no")
    LANGUAGE = "language", _("not Finnish, Swedish or English")
    RELATIONSHIP = "relationship", _("not a relationship, such as “customer” or “former customer”")
    NAME = "name", _("cannot be told apart into family name and given names")
    POSTAL_CODE = "postal_code", _("a Finnish postal code has five digits")
    COUNTRY = "country", _("not a country that is known")
    ADDRESS = "address", _("an address needs street, postal code and town")
    BUSINESS_ID = "business_id", _("not a valid Business ID")
    NO_ORGANISATION = "no_organisation", _("a Business ID without the organisation's name")
    IDENTITY_CODE = "identity_code", _("not a valid personal identity code")
    NOBODY = "nobody", _("neither name, customer number, user name, e-mail nor phone")
    ENDS_FIRST = "ends_first", _("the relationship ends before it begins")
    NOT_ENDED = "not_ended", _("the relationship has ended, yet is said to go on")
    NUMBER_TWICE = "number_twice", _("the same customer number stands on another row")
    EMAIL_TWICE = "email_twice", _("the same e-mail address stands on another row")
    PERSON_TWICE = "person_twice", _("another row is about the same person")
    EMAIL_OF_SEVERAL = "email_of_several", _("several people in the register have this address")
    OTHER_NUMBER = (
        "other_number",
        _("the person with this e-mail address has another customer number"),
    )
    OTHER_NAME = "other_name", _("the person with this e-mail address has another name")
    OTHER_CODE = "other_code", _("another personal identity code stands on the person's card")
    ORGANISATIONS = "organisations", _("several organisations have this name: add the Business ID")
    ERASED_ON_REQUEST = "erased_on_request", _("kept out: erased on request")
    ERASED_IN_TIME = "erased_in_time", _("kept out: erased when its time had come")
    RESTRICTED = "restricted", NOT_BY_IMPORT
    PROTECTED = "protected", NOT_BY_IMPORT
    MEANWHILE = "meanwhile", _("somebody else changed this person meanwhile: import the row again")


KEPT_OUT = (
    *(Reason.ERASED_ON_REQUEST, Reason.ERASED_IN_TIME),
    *(Reason.RESTRICTED, Reason.PROTECTED),
)


class ImportMapping(models.Model):
    """What the columns of a register's files mean, remembered from one file to the next."""

    register = models.ForeignKey(
        Register,
        on_delete=models.CASCADE,
        related_name="import_mappings",
        verbose_name=_("register"),
    )
    name = models.CharField(_("name"), max_length=60)
    # A heading in one spelling → what it means (`imports/columns.py`).
    columns = models.JSONField(_("columns"), default=dict)
    changed_at = models.DateTimeField(_("changed"), auto_now=True)

    class Meta:
        verbose_name = _("meaning of columns")
        verbose_name_plural = _("meanings of columns")
        default_permissions = ()
        ordering = ["register", "name"]
        constraints = [
            models.UniqueConstraint(fields=["register", "name"], name="importmapping_name_once")
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"


class Import(models.Model):
    """One file of people. Its name is not kept: people name files after people."""

    kept_by = models.ForeignKey(
        RegisterController,
        on_delete=models.PROTECT,
        related_name="imports",
        verbose_name=_("register and controller"),
    )
    by = models.ForeignKey(  # none: the command
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("by"),
    )
    stage = Choice(_("stage"), choices=Stage, default=Stage.READING)
    file = models.FileField(max_length=200, blank=True, default="", storage=private_storage)
    sha256 = models.CharField(_("digest of the file"), max_length=64)
    size = models.PositiveBigIntegerField(_("size"))
    # How the file is read: format, encoding, columns. Its digest tells one reading from another.
    reading = models.JSONField(default=dict)
    reading_sha256 = models.CharField(max_length=64, blank=True, default="")
    accept_good = models.BooleanField(_("good rows although others are bad"), default=False)
    # Why people may come back whose data were erased.
    suppressed_occasion = Choice(_("occasion"), choices=Occasion, blank=True)
    suppressed_reference = models.CharField(_("reference"), max_length=40, blank=True, default="")
    # How far each stage has come, by the number of the row in the file.
    read_until = models.PositiveIntegerField(default=0)
    written_until = models.PositiveIntegerField(default=0)
    share_done = models.FloatField(default=0)  # of the stage, for who waits
    preview_sha256 = models.CharField(max_length=64, blank=True, default="")
    rows = models.PositiveIntegerField(pgettext_lazy("of a file", "rows"), default=0)
    new = models.PositiveIntegerField(pgettext_lazy("rows of a file", "new"), default=0)
    changed = models.PositiveIntegerField(pgettext_lazy("rows of a file", "changed"), default=0)
    unchanged = models.PositiveIntegerField(pgettext_lazy("rows of a file", "unchanged"), default=0)
    suppressed = models.PositiveIntegerField(pgettext_lazy("rows of a file", "kept out"), default=0)
    bad = models.PositiveIntegerField(pgettext_lazy("rows of a file", "bad"), default=0)
    fault = models.CharField(max_length=40, blank=True, default="")  # why the file is unreadable
    started_at = models.DateTimeField(_("begun"), auto_now_add=True)
    moved_at = models.DateTimeField(_("last moved"), auto_now_add=True)
    finished_at = models.DateTimeField(_("finished"), null=True)

    personal_data = OtherPeople(
        who="whoever stands in the file",
        until="the import is finished or abandoned (`running.forget_file`)",
        columns={
            "id": IDENTIFIER,
            **dict.fromkeys(("kept_by", "by"), LINK),
            "file": Datum((C.OTHER,), Origin.ELSEWHERE, exported=False),
            **dict.fromkeys(("stage", "sha256", "size", "fault", "share_done"), A_FACT),
            **dict.fromkeys(("reading", "reading_sha256", "preview_sha256"), A_FACT),
            **dict.fromkeys(("accept_good", "suppressed_occasion", "suppressed_reference"), A_FACT),
            **dict.fromkeys(("read_until", "written_until"), A_FACT),
            **dict.fromkeys(("rows", "new", "changed", "unchanged", "suppressed", "bad"), A_FACT),
            **dict.fromkeys(("started_at", "moved_at", "finished_at"), MOMENT),
        },
    )

    class Meta:
        verbose_name = pgettext_lazy("of people", "import")
        verbose_name_plural = pgettext_lazy("of people", "imports")
        default_permissions = ("view",)
        ordering = ["-pk"]
        indexes = [models.Index(fields=["kept_by", "sha256"], name="import_by_file")]
        constraints = [
            vocabulary("import", "stage", Stage),
            vocabulary("import", "suppressed_occasion", Occasion, blank=True),
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"


def _text(length: int) -> "models.CharField[str, str]":
    return models.CharField(max_length=length, default="", db_default="")


def _brought(category: DataCategory, *names: str) -> dict[str, Datum]:
    """Columns of a file: nobody's data yet, so no part of what is handed out."""
    return dict.fromkeys(names, Datum((category,), Origin.ELSEWHERE, exported=False))


class ImportRow(models.Model):
    """A row of a file, in our spelling, until it is written or thrown away.

    What is wrong with a single value has been told before a row comes here (`ImportFault`): such a
    row does not come. Filled by COPY, so what a file does not have is filled in by the database.
    """

    run = models.ForeignKey(
        Import, on_delete=models.CASCADE, related_name="+", db_constraint=False, db_index=False
    )
    number = models.PositiveIntegerField()
    family_name = _text(150)
    given_names = _text(150)
    sort_name = _text(310)
    given_name = _text(150)  # the first of them, folded
    customer_number = _text(60)
    user_id = _text(150)
    language = _text(30)
    job_title = _text(150)
    relationship = _text(30)
    relationship_started_on = models.DateField(null=True)
    relationship_ended_on = models.DateField(null=True)
    contract_ends_on = models.DateField(null=True)
    collected_on = models.DateField(null=True)
    informed_on = models.DateField(null=True)
    address_protected = models.BooleanField(default=False, db_default=False)
    identity_code = models.TextField(default="", db_default="")
    identity_code_hash = _text(64)
    email = _text(254)
    email_normalised = _text(254)
    phone = _text(254)
    phone_normalised = _text(254)
    mobile = _text(254)
    mobile_normalised = _text(254)
    website = _text(254)
    website_normalised = _text(254)
    care_of = _text(150)
    street = _text(200)
    postal_code = _text(12)
    town = _text(100)
    country = _text(2)
    address_normalised = _text(320)
    organisation = _text(200)
    organisation_sort_name = _text(200)
    business_id = _text(9)
    bans = _text(100)  # channels, with a comma after each
    # For data items without a column of their own: the item's number → the value.
    further = models.JSONField(default=dict, db_default={})

    personal_data = PersonalData(
        subject="outcome__subject",
        row=Erasing.DELETE,
        columns={
            "id": IDENTIFIER,
            "run": LINK,
            "number": NotPersonal("counts the rows of a file"),
            **_brought(C.NAME, "family_name", "given_names", "sort_name", "given_name"),
            **_brought(C.CUSTOMER_NUMBER, "customer_number"),
            **_brought(C.USER_ID, "user_id"),
            **_brought(C.LANGUAGE, "language"),
            **_brought(C.ROLE, "job_title"),
            **_brought(C.RELATIONSHIP, "relationship", "relationship_started_on"),
            **_brought(C.RELATIONSHIP, "relationship_ended_on", "contract_ends_on"),
            **_brought(C.RELATIONSHIP, "collected_on", "informed_on"),
            **_brought(C.IDENTITY_CODE, "identity_code", "identity_code_hash"),
            **_brought(C.EMAIL, "email", "email_normalised"),
            **_brought(C.PHONE, "phone", "phone_normalised", "mobile", "mobile_normalised"),
            **_brought(C.WEB_PROFILE, "website", "website_normalised"),
            **_brought(C.POSTAL_ADDRESS, "address_protected", "care_of", "street"),
            **_brought(C.POSTAL_ADDRESS, "postal_code", "town", "country", "address_normalised"),
            **_brought(C.ORGANISATION, "organisation", "organisation_sort_name"),
            **_brought(C.BUSINESS_ID, "business_id"),
            **_brought(C.MARKETING_BAN, "bans"),
            **_brought(C.OTHER, "further"),
        },
    )

    class Meta:
        verbose_name = _("row of an import")
        verbose_name_plural = _("rows of imports")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["run", "number"], name="importrow_number_once")
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"


class ImportOutcome(models.Model):
    """What would become of a row if it were written now: the preview."""

    row = models.OneToOneField(
        ImportRow,
        on_delete=models.CASCADE,
        primary_key=True,
        related_name="outcome",
        db_constraint=False,
    )
    run = models.ForeignKey(
        Import, on_delete=models.CASCADE, related_name="+", db_constraint=False, db_index=False
    )
    number = models.PositiveIntegerField()
    outcome = Choice(choices=Outcome)
    matched = models.CharField(max_length=10)  # "number", "email", or not at all
    subject = models.ForeignKey(
        DataSubject,
        on_delete=models.CASCADE,
        null=True,
        related_name="+",
        db_constraint=False,
        db_index=False,
    )
    changed = models.TextField()  # names of columns, with a comma after each

    personal_data = PersonalData(
        subject="subject",
        row=Erasing.DELETE,
        columns={
            "row": LINK,
            "run": LINK,
            "number": NotPersonal("counts the rows of a file"),
            "outcome": NotPersonal("what an import would do"),
            "matched": NotPersonal("how somebody was found"),
            "subject": LINK,
            "changed": NotPersonal("names of columns"),
        },
    )

    class Meta:
        verbose_name = _("outcome of a row")
        verbose_name_plural = _("outcomes of rows")
        default_permissions = ()
        indexes = [models.Index(fields=["run", "outcome", "number"], name="importoutcome_by_tab")]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"


class ImportFault(models.Model):
    """What is wrong with a row, without its values: the operator has the file."""

    run = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="faults")
    number = models.PositiveIntegerField(pgettext_lazy("of a file", "row"))
    column = models.CharField(_("column"), max_length=100, blank=True, default="")
    reason = Choice(_("reason"), choices=Reason)
    other = models.PositiveIntegerField(null=True)  # the other row, where there is one
    checked = models.BooleanField(default=False)  # told by the check, which may be made again

    class Meta:
        verbose_name = _("fault of a row")
        verbose_name_plural = _("faults of rows")
        default_permissions = ()
        ordering = ["run", "number", "pk"]
        indexes = [models.Index(fields=["run", "number"], name="importfault_by_row")]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"
