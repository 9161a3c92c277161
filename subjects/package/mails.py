"""The mails about copies: the link, the code, the reminder. Each by itself tells little.

A mail lies in strangers' hands: company, reference, what to do; never a name, nor what is in it.
The link and the code never stand in the same one.
"""

from datetime import datetime
from uuid import uuid4

from django.utils import timezone

from register import outbox
from register.texts import Text
from subjects.identity.codes import spaced
from subjects.letters.composing import day_in
from subjects.letters.parties import called
from subjects.letters.placeholders import fill
from subjects.letters.reading import one_line
from subjects.models import DeliveryCode, Package, Request
from subjects.package.term import lasts
from subjects.public.links import download_link

LINK_SUBJECT = Text(
    "Voit ladata tietosi: pyyntö {reference}",
    "Du kan hämta dina uppgifter: begäran {reference}",
    "You can download your data: request {reference}",
)
LINK = Text(
    "Pyyntöön {reference} liittyvät tiedot voi nyt ladata. Lähettäjä: {controller}.\n\n"
    "Avaa linkki ja anna sivulla koodi, jonka saat erikseen:\n{link}\n\n"
    "Tiedosto on ladattavissa {days} päivää. Sen jälkeen se poistetaan.\n\n"
    "Linkki on vain sinulle. Älä lähetä sitä muille.\n\n"
    "Jos et ole tehnyt pyyntöä, sinun ei tarvitse tehdä mitään.",
    "Uppgifterna i begäran {reference} kan nu hämtas. Avsändare: {controller}.\n\n"
    "Öppna länken och ange koden som du får separat:\n{link}\n\n"
    "Filen kan hämtas i {days} dagar. Därefter raderas den.\n\n"
    "Länken är avsedd bara för dig. Skicka den inte vidare.\n\n"
    "Om du inte har gjort begäran behöver du inte göra något.",
    "The data of the request {reference} can now be downloaded. From: {controller}.\n\n"
    "Open the link and enter the code that you get separately:\n{link}\n\n"
    "The file can be downloaded for {days} days. After that it is deleted.\n\n"
    "The link is for you only. Do not pass it on.\n\n"
    "If you did not make the request, you need not do anything.",
)
CODE_SUBJECT = Text(
    "Koodi tietojen lataamista varten: pyyntö {reference}",
    "Kod för att hämta uppgifter: begäran {reference}",
    "A code for downloading data: request {reference}",
)
CODE = Text(
    "Tällä koodilla avaat tiedoston, joka liittyy pyyntöön {reference}. "
    "Lähettäjä: {controller}.\n\n{code}\n\n"
    "Anna koodi lataussivulla. Linkin sivulle saat erillisessä viestissä. Älä anna koodia "
    "muille.\n\n"
    "Jos et ole tehnyt pyyntöä, sinun ei tarvitse tehdä mitään.",
    "Med denna kod öppnar du filen i begäran {reference}. Avsändare: {controller}.\n\n{code}\n\n"
    "Ange koden på hämtningssidan. Länken till sidan får du i ett separat meddelande. Ge inte "
    "koden till andra.\n\n"
    "Om du inte har gjort begäran behöver du inte göra något.",
    "This code opens the file of the request {reference}. From: {controller}.\n\n{code}\n\n"
    "Enter the code on the download page. The link to the page comes in a message of its own. Give "
    "the code to nobody.\n\n"
    "If you did not make the request, you need not do anything.",
)
REMINDER_SUBJECT = Text(
    "Muistutus: lataa tietosi, pyyntö {reference}",
    "Påminnelse: hämta dina uppgifter, begäran {reference}",
    "Reminder: download your data, request {reference}",
)
REMINDER = Text(
    "Et ole vielä ladannut tietoja, jotka liittyvät pyyntöön {reference}. "
    "Lähettäjä: {controller}.\n\n"
    "Avaa linkki ja anna sivulla koodi, jonka olet saanut erikseen:\n{link}\n\n"
    "Tiedosto poistetaan {day}. Sen jälkeen tietoja voi pyytää uudelleen.\n\n"
    "Linkki on vain sinulle. Älä lähetä sitä muille.",
    "Du har ännu inte hämtat uppgifterna i begäran {reference}. Avsändare: {controller}.\n\n"
    "Öppna länken och ange koden som du har fått separat:\n{link}\n\n"
    "Filen raderas den {day}. Därefter kan du begära uppgifterna på nytt.\n\n"
    "Länken är avsedd bara för dig. Skicka den inte vidare.",
    "You have not yet downloaded the data of the request {reference}. From: {controller}.\n\n"
    "Open the link and enter the code that you have got separately:\n{link}\n\n"
    "The file is deleted on {day}. After that you can ask for the data again.\n\n"
    "The link is for you only. Do not pass it on.",
)


def queue_link(request: Request, *, to: str, now: datetime) -> None:
    values = {"link": download_link(request, now=now), "days": str(lasts().days)}
    _queue(request, f"package_link:{uuid4().hex}", LINK_SUBJECT, LINK, to=to, **values)


def queue_code(request: Request, made: DeliveryCode, code: str, *, to: str) -> None:
    key = f"package_code:{made.pk}"
    _queue(request, key, CODE_SUBJECT, CODE, to=to, code=spaced(code))


def queue_reminder(package: Package, *, to: str, now: datetime) -> None:
    request, ends = package.request, package.expires_at or now
    day = day_in(request.language, timezone.localdate(ends))
    values = {"link": download_link(request, now=now), "day": day}
    key = f"package_reminder:{package.pk}:{ends.timestamp():.0f}"
    _queue(request, key, REMINDER_SUBJECT, REMINDER, to=to, **values)


def _queue(request: Request, key: str, subject: Text, body: Text, *, to: str, **said: str) -> None:
    language = request.language
    values = {
        "reference": request.reference,
        "controller": one_line(called(request.controller, language)),
        **said,
    }
    outbox.queue_mail(
        key=key,
        kind=key.partition(":")[0],
        to=to,
        subject=fill(subject.said_in(language), values),
        body=f"{fill(body.said_in(language), values)}\n",
    )
