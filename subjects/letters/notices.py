"""The mail that tells of a letter. It holds no more than needed; the letter is read elsewhere.

A mail lies in strangers' hands and often in a shared mailbox: reference, company, what to do, and
the secret link to the request's own page. Never what was asked or decided, nor a name.

One that lapsed was confirmed by nobody: its mail holds no link but the letter itself, which tells
that we do not act, why, and where to turn (Art. 12(4)).
"""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Q
from django.utils import timezone

from register import outbox
from register.texts import Text
from subjects.enums import LetterKind, Status
from subjects.letters.parties import called
from subjects.letters.placeholders import fill
from subjects.letters.reading import HEADING, listed, one_line
from subjects.models import ContactKind, Letter, Request
from subjects.public import flood
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
ALSO_LAPSED = Text(
    "Samasta syystä ovat rauenneet myös nämä pyynnöt, jotka lähetettiin tällä "
    "sähköpostiosoitteella:",
    "Av samma orsak har också dessa begäranden som sändes med denna e-postadress förfallit:",
    "For the same reason these requests, sent with this e-mail address, have lapsed, too:",
)


def key_of(letter: Letter | int) -> str:
    """By which the outbox knows the mail of a letter: it is queued once, whoever asks."""
    return f"letter:{letter if isinstance(letter, int) else letter.pk}"


def queue(letter: Letter, *, to: str, now: datetime) -> None:
    """Queue the mail that tells of a letter, in the transaction in which the letter is sent."""
    if letter.kind == LetterKind.LAPSED:
        _queue_lapsed(letter, to=to, now=now)
        return
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


def _queue_lapsed(letter: Letter, *, to: str, now: datetime) -> None:
    """One mail a day to a mailbox, of all that lapses; none where the first mail never left."""
    if not letter.request.pauses.exists():
        return
    contact = letter.request.contacts.filter(kind=ContactKind.EMAIL).first()
    mailbox = contact.normalised if contact else ""
    if not flood.is_first(f"lapsed:{mailbox}:{timezone.localdate(now)}", now=now):
        return
    body = letter.body.replace(f"\n{HEADING}", "\n").removeprefix(HEADING)
    if others := _lapsing_with(letter.request, mailbox, now):
        listing = listed([other.reference for other in others])
        body = f"{body}\n\n{ALSO_LAPSED.said_in(letter.language)}\n{listing}"
    outbox.queue_mail(
        key=key_of(letter),
        kind=f"letter_{letter.kind}",
        to=to,
        subject=f"{letter.title} ({letter.request.reference})",
        body=f"{body}\n",
    )


def _lapsing_with(request: Request, mailbox: str, now: datetime) -> Sequence[Request]:
    """The other requests of the mailbox that lapse, too, and of which nothing was told yet."""
    owed = Letter.objects.filter(kind=LetterKind.LAPSED, sent_at=None, overtaken_at=None)
    lapsing = Request.objects.to_lapse(now).values("pk")
    same = Request.objects.filter(
        Q(status=Status.LAPSED, letters__in=owed) | Q(pk__in=lapsing),
        contacts__kind=ContactKind.EMAIL,
        contacts__normalised=mailbox,
        pauses__isnull=False,
    )
    return list(same.exclude(pk=request.pk).distinct().order_by("pk"))
