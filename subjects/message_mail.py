"""The mail that tells of a message from the handler. The message itself is read on the page."""

from datetime import datetime

from register import outbox
from register.texts import Text
from subjects.letters.parties import called
from subjects.letters.placeholders import fill
from subjects.letters.reading import one_line
from subjects.models import Message
from subjects.public.links import status_link

SUBJECT = Text(
    "Sinulle on uusi viesti pyynnöstäsi {reference}",
    "Du har fått ett meddelande om din begäran {reference}",
    "You have a message about your request {reference}",
)
BODY = Text(
    "{controller} on kirjoittanut sinulle viestin pyynnöstä {reference}.\n\n"
    "Lue viesti ja vastaa siihen pyynnön omalla sivulla:\n{link}\n\n"
    "Linkki on vain sinulle. Älä lähetä sitä muille.\n\n"
    "Jos et ole tehnyt pyyntöä, sinun ei tarvitse tehdä mitään.",
    "{controller} har skrivit ett meddelande till dig om begäran {reference}.\n\n"
    "Läs meddelandet och svara på det på sidan för din begäran:\n{link}\n\n"
    "Länken är avsedd bara för dig. Skicka den inte vidare.\n\n"
    "Om du inte har gjort begäran behöver du inte göra något.",
    "{controller} has written you a message about the request {reference}.\n\n"
    "Read the message and answer it on the request's own page:\n{link}\n\n"
    "The link is for you only. Do not pass it on.\n\n"
    "If you did not make the request, you need not do anything.",
)


def queue(message: Message, *, to: str, now: datetime) -> None:
    """Queue it, in the transaction in which the message is written."""
    request = message.request
    language = request.language
    values = {
        "reference": request.reference,
        "controller": one_line(called(request.controller, language)),
        "link": status_link(request, now=now),
    }
    outbox.queue_mail(
        key=f"message:{message.pk}",
        kind="request_message",
        to=to,
        subject=fill(SUBJECT.said_in(language), values),
        body=f"{fill(BODY.said_in(language), values)}\n",
    )
