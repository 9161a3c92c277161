"""The mail that asks to confirm an address which staff entered: not who asks, and not for what."""

from datetime import datetime

from django.utils import timezone, translation
from django.utils.formats import date_format

from register import outbox
from register.texts import Text
from subjects.letters.parties import called
from subjects.letters.placeholders import fill
from subjects.letters.reading import one_line
from subjects.models import Contact
from subjects.public.links import ADDRESS_LASTS, address_link

KEY = "request_address:"
SUBJECT = Text(
    "Vahvista sähköpostiosoitteesi",
    "Bekräfta din e-postadress",
    "Please confirm your e-mail",
)
BODY = Text(
    "Olemme saaneet pyynnön, jonka viite on {reference}. Pyynnön tekijän sähköpostiosoitteeksi "
    "on ilmoitettu tämä osoite.\n\n"
    "Vahvista osoite tällä sivulla:\n{link}\n\n"
    "Linkki toimii yhden kerran, ja se on voimassa {until} asti. Kun osoite on vahvistettu, voimme "
    "kirjoittaa sinulle tähän osoitteeseen, ja voit seurata pyyntöä sen omalla sivulla. "
    "Käsittelemme pyynnön, vaikka et vahvistaisi osoitetta.\n\n"
    "Jos et ole tehnyt pyyntöä, sinun ei tarvitse tehdä mitään.\n\n"
    "{controller}",
    "Vi har tagit emot en begäran med referensen {reference}. Den här adressen har uppgetts som "
    "e-postadress för den som har gjort begäran.\n\n"
    "Bekräfta adressen på den här sidan:\n{link}\n\n"
    "Länken fungerar en gång och gäller till och med {until}. När adressen är bekräftad kan vi "
    "skriva till dig på den, och du kan följa begäran på dess egen sida. Vi behandlar begäran även "
    "om du inte bekräftar adressen.\n\n"
    "Om du inte har gjort begäran behöver du inte göra något.\n\n"
    "{controller}",
    "We have received a request with the reference {reference}. This address has been given as the "
    "e-mail address of the person who made it.\n\n"
    "Confirm the address on this page:\n{link}\n\n"
    "The link works once, until {until}. Once the address is confirmed we can write to you there, "
    "and you can follow the request on its own page. We handle the request even if you do not "
    "confirm the address.\n\n"
    "If you did not make the request, you need not do anything.\n\n"
    "{controller}",
)


def queue(contact: Contact, *, now: datetime) -> None:
    """Queue it, in the transaction in which the link is made."""
    request = contact.request
    language = request.language
    with translation.override(language):
        until = date_format(timezone.localdate(now + ADDRESS_LASTS), "SHORT_DATE_FORMAT")
    values = {
        "reference": request.reference,
        "controller": one_line(called(request.controller, language)),
        "link": address_link(contact, now=now),
        "until": until,
    }
    outbox.queue_mail(
        key=f"{KEY}{request.pk}:{contact.pk}:{contact.tokens.count()}",
        kind="request_address",
        to=contact.value,
        subject=SUBJECT.said_in(language),
        body=f"{fill(BODY.said_in(language), values)}\n",
    )
