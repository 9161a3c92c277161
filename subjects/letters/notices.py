"""The mail that tells of a letter. It holds no more than needed; the letter is read elsewhere.

A mail lies in strangers' hands and often in a shared mailbox: reference, company, what to do, and
the secret link to the request's own page. Never what was asked or decided, nor a name.
"""

from datetime import datetime

from register import outbox
from register.texts import Text
from subjects.enums import LetterKind
from subjects.letters.parties import called
from subjects.letters.placeholders import fill
from subjects.letters.reading import one_line
from subjects.models import Letter
from subjects.public.links import status_link

TO_BE_ANSWERED = frozenset(
    {LetterKind.IDENTITY_QUESTION, LetterKind.SPECIFICATION_QUESTION, LetterKind.REMINDER}
)
SUBJECT = Text(
    "Sinulle on uusi kirje pyynnöstäsi {reference}",
    "Du har fått ett brev om din begäran {reference}",
    "You have a letter about your request {reference}",
)
SUBJECT_OF_QUESTION = Text(
    "Vastaa kysymykseen, joka koskee pyyntöäsi {reference}",
    "Svara på en fråga som gäller din begäran {reference}",
    "Please answer a question about your request {reference}",
)
BODY = Text(
    "{controller} on lähettänyt sinulle kirjeen pyynnöstä {reference}.\n\n"
    "Lue kirje pyynnön omalla sivulla:\n{link}\n\n"
    "{what_to_do}"
    "Linkki on vain sinulle. Älä lähetä sitä muille.\n\n"
    "Jos et ole tehnyt pyyntöä, sinun ei tarvitse tehdä mitään.",
    "{controller} har skickat dig ett brev om begäran {reference}.\n\n"
    "Läs brevet på begärans egen sida:\n{link}\n\n"
    "{what_to_do}"
    "Länken är avsedd bara för dig. Skicka den inte vidare.\n\n"
    "Om du inte har gjort begäran behöver du inte göra något.",
    "{controller} has sent you a letter about the request {reference}.\n\n"
    "Read the letter on the request's own page:\n{link}\n\n"
    "{what_to_do}"
    "The link is for you only. Do not pass it on.\n\n"
    "If you did not make the request, you need not do anything.",
)
ANSWER = Text(
    "Kirjeessä on kysymys. Voit vastata siihen samalla sivulla.\n\n",
    "Brevet innehåller en fråga. Du kan svara på den på samma sida.\n\n",
    "The letter holds a question. You can answer it on the same page.\n\n",
)


def key_of(letter: Letter | int) -> str:
    """By which the outbox knows the mail of a letter: it is queued once, whoever asks."""
    return f"letter:{letter if isinstance(letter, int) else letter.pk}"


def queue(letter: Letter, *, to: str, now: datetime) -> None:
    """Queue the mail that tells of a letter, in the transaction in which the letter is sent."""
    language, asks = letter.language, letter.kind in TO_BE_ANSWERED
    subject = (SUBJECT_OF_QUESTION if asks else SUBJECT).said_in(language)
    values = {
        "reference": letter.request.reference,
        "controller": one_line(called(letter.request.controller, language)),
        "what_to_do": ANSWER.said_in(language) if asks else "",
        "link": status_link(letter.request, now=now),
    }
    body = BODY.said_in(language).replace("{what_to_do}", values.pop("what_to_do"))
    outbox.queue_mail(
        key=key_of(letter),
        kind=f"letter_{letter.kind}",
        to=to,
        subject=fill(subject, values),
        body=f"{fill(body, values)}\n",
    )
