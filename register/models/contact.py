"""Contacts: whom to ask about a register, the data protection officer, the EU representative."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from register.enums import ContactKind, ContactRole, DataCategory
from register.models.base import Choice, Keyed, vocabulary
from register.models.controller import Controller, Reachable
from register.models.register import Register
from register.personal_data import A_FACT, IDENTIFIER, LINK, Datum, OtherPeople, in_languages
from register.texts import Translated


class ContactPerson(Keyed, Reachable):
    """A person, unit or brand that answers questions.

    With a register it is that register's contact, perhaps for one of its controllers; with a
    controller alone (a DPO, a representative) it serves all registers of that controller.
    """

    register = models.ForeignKey(
        Register,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="contacts",
        verbose_name=_("register"),
        help_text=_("Empty: a contact for all registers of the controller."),
    )
    controller = models.ForeignKey(
        Controller,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="contacts",
        verbose_name=_("controller"),
        help_text=_("Where the register has several controllers: whose customers are served."),
    )
    role = Choice(_("role"), choices=ContactRole, default=ContactRole.REGISTER)
    topic = Translated(
        _("topic"), max_length=200, help_text=_("For a contact by topic, such as invoices.")
    )
    kind = Choice(_("kind"), choices=ContactKind, default=ContactKind.PERSON)
    label = Translated(
        _("heading on the notice"),
        max_length=200,
        help_text=_("Printed before the name. Empty: the usual words for the role."),
    )
    name = Translated(_("name"), neutral=True, max_length=200)
    job_title = Translated(_("job title"), max_length=200)
    organisation = Translated(
        _("organisation"),
        neutral=True,
        max_length=200,
        help_text=_("Where it is not the controller itself."),
    )

    personal_data = OtherPeople(
        who="contact persons of the controllers, as printed in the notice",
        until="the row is deleted; published versions of the notice keep what they said",
        columns={
            **dict.fromkeys(("id", "key", "position"), IDENTIFIER),
            **dict.fromkeys(("register", "controller"), LINK),
            **dict.fromkeys(("role", "kind", "phone_kind"), A_FACT),
            **in_languages(A_FACT, "topic", "label", "organisation"),
            **in_languages(Datum((DataCategory.NAME,)), "name"),
            **in_languages(Datum((DataCategory.ROLE,)), "job_title"),
            "email": Datum((DataCategory.EMAIL,)),
            "phone": Datum((DataCategory.PHONE,)),
            "website": Datum((DataCategory.WEB_PROFILE,)),
        },
    )

    class Meta:
        verbose_name = _("contact person")
        verbose_name_plural = _("contact persons")
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(register__isnull=False) | Q(controller__isnull=False),
                name="contact_has_owner",
                violation_error_message=_("Choose a register or a controller."),
            ),
            models.UniqueConstraint(
                fields=["register", "key"],
                condition=Q(register__isnull=False),
                name="contact_key_once_in_register",
            ),
            models.UniqueConstraint(
                fields=["controller", "key"],
                condition=Q(register__isnull=True),
                name="contact_key_once_in_controller",
            ),
            models.CheckConstraint(
                condition=~Q(name_fi="") | ~Q(email="") | ~Q(phone=""),
                name="contact_says_who",
                violation_error_message=_("Give a name, an e-mail address or a phone number."),
            ),
            models.CheckConstraint(
                condition=~Q(role=ContactRole.TOPIC)
                | ~Q(topic_fi="")
                | ~Q(topic_sv="")
                | ~Q(topic_en=""),
                name="contact_by_topic_names_it",
                violation_error_message=_("Name the topic."),
            ),
            vocabulary("contact", "role", ContactRole),
            vocabulary("contact", "kind", ContactKind),
        ]

    def __str__(self) -> str:
        """Reaches logs and error reports: never a name."""
        return f"{self._meta.verbose_name} {self.key}"

    @property
    def shown_as(self) -> str:
        """For screens that need the name."""
        return self.name.fi or self.email or self.phone
