"""By what people are found: a line of folded words each, kept by `register/search_lines.py`."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from register.enums import DataCategory, Origin
from register.models.data_subject import DataSubject
from register.personal_data import LINK, Datum, Erasing, PersonalData


class SearchText(models.Model):
    """Everything a person may be found by, in one spelling, with a space before and after."""

    subject = models.OneToOneField(
        DataSubject,
        on_delete=models.PROTECT,
        primary_key=True,
        related_name="search_text",
        verbose_name=_("person"),
    )
    words = models.TextField()

    personal_data = PersonalData(
        subject="subject",
        row=Erasing.DELETE,
        columns={
            "subject": LINK,
            "words": Datum(
                (
                    DataCategory.NAME,
                    DataCategory.EMAIL,
                    DataCategory.PHONE,
                    DataCategory.POSTAL_ADDRESS,
                    DataCategory.CUSTOMER_NUMBER,
                    DataCategory.USER_ID,
                    DataCategory.WEB_PROFILE,
                    DataCategory.ONLINE_IDENTIFIER,
                    DataCategory.ORGANISATION,
                    DataCategory.BUSINESS_ID,
                ),
                Origin.DERIVED,
                exported=False,
            ),
        },
    )

    class Meta:
        verbose_name = _("search words of a person")
        verbose_name_plural = _("search words of people")
        default_permissions = ()

    def __str__(self) -> str:
        return f"search words {self.pk}"
