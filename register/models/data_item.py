"""What is held on people: data items, in groups or alone (Art. 14(1)(d), 30(1)(c))."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from register.enums import (
    DataCategory,
    IdentityCodeGround,
    Modality,
    Obligation,
    Origin,
    SpecialCondition,
)
from register.models.base import (
    Choice,
    RegisterFact,
    Written,
    belongs_to_same_register,
    vocabulary,
)
from register.models.purpose import Purpose
from register.models.subject_group import SubjectGroup
from register.texts import Translated


class DataItem(RegisterFact):
    """A piece of data, or a group of pieces (`parent` of the rows in it)."""

    parent = models.ForeignKey(
        "self",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="items",
        verbose_name=_("group"),
        help_text=_("The group this belongs to, such as “contact details”."),
    )
    name = Translated(_("data"), max_length=300, help_text=_("Such as “e-mail address”."))
    text = Translated(
        _("as printed"),
        help_text=_("Your own words, printed in place of the name, and for a group of its items."),
    )
    modality = Choice(_("how certain"), choices=Modality, blank=True)
    origin = Choice(
        _("origin"),
        choices=Origin,
        blank=True,
        help_text=_("Portability (Art. 20) covers what is given or observed."),
    )
    obligation = Choice(
        _("must it be given"),
        choices=Obligation,
        blank=True,
        help_text=_("Art. 13(2)(e): is giving it a statutory or contractual requirement?"),
    )
    special_condition = Choice(
        _("condition for special categories"),
        choices=SpecialCondition,
        blank=True,
        help_text=_("Art. 9(2); allergies and special diets are health data."),
    )
    special_statute = Translated(
        _("statute for special or criminal data"),
        max_length=300,
        help_text=_("Such as Data Protection Act s. 6 or 7, with its paragraph."),
    )
    identity_code_ground = Choice(
        _("ground for the personal identity code"),
        choices=IdentityCodeGround,
        blank=True,
        help_text=_("Data Protection Act s. 29. Legitimate interest is not a ground."),
    )
    purposes: models.ManyToManyField[Purpose, models.Model] = models.ManyToManyField(
        Purpose, blank=True, related_name="data_items", verbose_name=_("purposes")
    )
    subject_groups: models.ManyToManyField[SubjectGroup, models.Model] = models.ManyToManyField(
        SubjectGroup,
        blank=True,
        related_name="data_items",
        verbose_name=_("groups of data subjects"),
    )

    class Meta(RegisterFact.Meta):
        verbose_name = _("data item")
        verbose_name_plural = _("data items")
        constraints = [
            *RegisterFact.Meta.constraints,
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")),
                name="dataitem_not_own_group",
                violation_error_message=_("A group does not belong to itself."),
            ),
            vocabulary("dataitem", "modality", Modality, blank=True),
            vocabulary("dataitem", "origin", Origin, blank=True),
            vocabulary("dataitem", "obligation", Obligation, blank=True),
            vocabulary("dataitem", "special_condition", SpecialCondition, blank=True),
            vocabulary("dataitem", "identity_code_ground", IdentityCodeGround, blank=True),
        ]

    def clean(self) -> None:
        super().clean()
        belongs_to_same_register(self, parent=self.parent)
        if self.parent is not None and self.parent.parent_id is not None:
            raise ValidationError({"parent": _("A group cannot stand inside another group.")})


class DataItemCategory(Written):
    """One of the categories a data item carries; there may be several."""

    item = models.ForeignKey(
        DataItem, on_delete=models.CASCADE, related_name="categories", verbose_name=_("data item")
    )
    category = Choice(_("category"), choices=DataCategory)

    class Meta:
        verbose_name = _("category of data")
        verbose_name_plural = _("categories of data")
        ordering = ["item", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["item", "category"], name="dataitem_category_once"),
            vocabulary("dataitemcategory", "category", DataCategory),
        ]

    def __str__(self) -> str:
        return self.category
