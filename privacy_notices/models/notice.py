"""The notice of a register: title, dates and ordered sections. The facts stay in the register."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from privacy_notices.enums import (
    BlockStyle,
    DateFormat,
    DatesPlace,
    FactKind,
    HeadingCase,
    LabelField,
    Numbering,
    Voice,
)
from privacy_notices.fact_kinds import PLACEHOLDERS, unknown_placeholders
from register.models import Register
from register.models.base import (
    Choice,
    Keyed,
    Written,
    ordered_days,
    said,
    valid_key,
    vocabulary,
)
from register.texts import Translated


class Notice(Written):
    """What is told to the data subjects of one register (Art. 12–14)."""

    register = models.OneToOneField(
        Register, on_delete=models.CASCADE, related_name="notice", verbose_name=_("register")
    )
    title = Translated(
        _("title"),
        max_length=200,
        help_text=_("Such as “Privacy notice of the customer register”."),
    )
    citation = Translated(
        _("citation line"),
        help_text=_("Which law the notice follows. May be left out: the GDPR asks for none."),
    )
    introduction = Translated(
        _("introduction"), help_text=_("What comes before the first section.")
    )
    closing = Translated(_("closing words"), help_text=_("What comes after the last section."))
    drawn_up_on = models.DateField(_("drawn up on"), null=True, blank=True)
    updated_on = models.DateField(_("last changed on"), null=True, blank=True)
    dates_place = Choice(_("dates are printed"), choices=DatesPlace, default=DatesPlace.TOP)
    date_format = Choice(_("dates look like"), choices=DateFormat, default=DateFormat.SHORT)
    numbering = Choice(_("numbering"), choices=Numbering, default=Numbering.DECIMAL)
    heading_case = Choice(_("headings"), choices=HeadingCase, default=HeadingCase.AS_WRITTEN)
    voice = Choice(
        _("voice"),
        choices=Voice,
        default=Voice.PASSIVE,
        help_text=_("How sentences made for you speak; your own words stay as they are."),
    )

    class Meta:
        verbose_name = _("privacy notice")
        verbose_name_plural = _("privacy notices")
        constraints = [
            models.CheckConstraint(
                condition=ordered_days("drawn_up_on", "updated_on"),
                name="notice_days_in_order",
                violation_error_message=_("It cannot be changed before it was drawn up."),
            ),
            vocabulary("notice", "dates_place", DatesPlace),
            vocabulary("notice", "date_format", DateFormat),
            vocabulary("notice", "numbering", Numbering),
            vocabulary("notice", "heading_case", HeadingCase),
            vocabulary("notice", "voice", Voice),
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.register.slug}"


class NoticeLabel(Written):
    """A label that this notice words in its own way, such as “Sähköpostiosoite”."""

    notice = models.ForeignKey(
        Notice, on_delete=models.CASCADE, related_name="labels", verbose_name=_("privacy notice")
    )
    field = Choice(_("label of"), choices=LabelField)
    text = Translated(_("wording"), max_length=100)

    class Meta:
        verbose_name = _("label")
        verbose_name_plural = _("labels")
        ordering = ["notice", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["notice", "field"], name="notice_label_once"),
            models.CheckConstraint(condition=said("text"), name="notice_label_says_something"),
            vocabulary("noticelabel", "field", LabelField),
        ]

    def __str__(self) -> str:
        return self.field


class Section(Keyed):
    """A heading and what stands under it."""

    notice = models.ForeignKey(
        Notice, on_delete=models.CASCADE, related_name="sections", verbose_name=_("privacy notice")
    )
    heading = Translated(_("heading"), max_length=300)
    keep_if_empty = models.BooleanField(
        _("kept although empty"),
        default=False,
        help_text=_("An empty section keeps its heading and number."),
    )

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")
        ordering = ["notice", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["notice", "key"],
                name="section_key_once",
                violation_error_message=_("Another section of this notice has the same key."),
            ),
            models.CheckConstraint(condition=~Q(key=""), name="section_has_key"),
            models.CheckConstraint(
                condition=said("heading"),
                name="section_has_heading",
                violation_error_message=_("Write a heading."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.key}"


class SectionKind(Written):
    """A kind of fact that a section answers for; a section may answer for several."""

    section = models.ForeignKey(
        Section, on_delete=models.CASCADE, related_name="kinds", verbose_name=_("section")
    )
    kind = Choice(_("kind of fact"), choices=FactKind)

    class Meta:
        verbose_name = _("kind of fact")
        verbose_name_plural = _("kinds of fact")
        ordering = ["section", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["section", "kind"], name="section_kind_once"),
            vocabulary("sectionkind", "kind", FactKind),
        ]

    def __str__(self) -> str:
        return self.kind


class Block(Written):
    """A part of a section: the author's own text, or facts of one kind."""

    section = models.ForeignKey(
        Section, on_delete=models.CASCADE, related_name="blocks", verbose_name=_("section")
    )
    position = Keyed._meta.get_field("position").clone()
    heading = Translated(_("sub-heading"), max_length=300)
    text = Translated(
        _("own text"),
        help_text=_(
            "Printed first. An empty line starts a new paragraph, “- ” a list item. "
            "{number:key} and {heading:key} refer to another section, "
            "{date:drawn_up} and {date:updated} to the dates."
        ),
    )
    facts = Choice(
        _("facts"),
        choices=FactKind,
        blank=True,
        help_text=_("Printed after the text, from the register."),
    )
    style = Choice(_("style of the facts"), choices=BlockStyle, default=BlockStyle.AUTO)
    continues = models.BooleanField(
        _("goes on in the same paragraph"),
        default=False,
        help_text=_("Begins where the part before ends, not in a paragraph of its own."),
    )

    class Meta:
        verbose_name = _("part of a section")
        verbose_name_plural = _("parts of a section")
        ordering = ["section", "position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=said("heading") | said("text") | ~Q(facts=""),
                name="block_prints_something",
                violation_error_message=_("Write a text or choose the facts."),
            ),
            models.CheckConstraint(
                condition=~Q(style=BlockStyle.EACH) | (said("text") & ~Q(facts="")),
                name="block_each_has_pattern",
                violation_error_message=_("Write the text to fill in, and choose the facts."),
            ),
            vocabulary("block", "facts", FactKind, blank=True),
            vocabulary("block", "style", BlockStyle),
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.position}"

    def check_own_columns(self) -> None:
        """A pattern uses only names that its facts have."""
        super().check_own_columns()
        if self.style != BlockStyle.EACH or not self.facts:
            return
        kind = FactKind(self.facts)
        if kind not in PLACEHOLDERS:
            raise ValidationError({"style": _("These facts cannot be filled into a text.")})
        faults = {}
        for language, column in Block.text.fields.items():
            unknown = unknown_placeholders(kind, getattr(self, f"text_{language}"))
            if unknown:
                known = ", ".join(f"{{{name}}}" for name in PLACEHOLDERS[kind])
                reason = _("{%(name)s} is not known for these facts. Use: %(known)s.")
                faults[column.name] = reason % {"name": unknown[0], "known": known}
        if faults:
            raise ValidationError(faults)


class ChosenRow(models.Model):
    """A row that a block prints, by its key: only these, in this order.

    A row named by one block is left out by the blocks of the same kind that name none.
    """

    block = models.ForeignKey(
        Block, on_delete=models.CASCADE, related_name="only", verbose_name=_("part of a section")
    )
    key = models.CharField(_("key"), max_length=80, validators=[valid_key])

    class Meta:
        verbose_name = _("chosen row")
        verbose_name_plural = _("chosen rows")
        ordering = ["block", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["block", "key"], name="chosenrow_once"),
            models.CheckConstraint(condition=~Q(key=""), name="chosenrow_has_key"),
        ]

    def __str__(self) -> str:
        return self.key
