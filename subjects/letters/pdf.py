"""A letter on paper: from what was frozen alone, so the same letter is the same bytes for good.

The address stands where the window of a C5 or E65 envelope is (SFS 2487).
"""

from django.template.loader import render_to_string
from django.utils import timezone

from register.support import pdf
from subjects.letters import phrases
from subjects.letters.composing import day_in
from subjects.letters.reading import blocks
from subjects.models import Letter


class NotSent(Exception):
    """Raised for a letter that has not left: it has no words of its own yet."""


def to_html(letter: Letter) -> str:
    """The letter as a whole page, its style inside. Raises NotSent."""
    if letter.sent_at is None:
        raise NotSent
    language, day = letter.language, timezone.localdate(letter.sent_at)
    sender = letter.sender.split("\n")
    return render_to_string(
        "subjects/letters/letter.html",
        {
            "language": language,
            "title": letter.title,
            "sender": sender[0],
            "sender_lines": [line for line in sender[1:] if line],
            "addressee": [line for line in letter.addressee.split("\n") if line],
            "blocks": list(blocks(letter.body)),
            "day": day_in(language, day),
            "reference": letter.request.reference,
            "words": {
                "reference": phrases.REFERENCE.said_in(language),
                "page": phrases.PAGE.said_in(language),
            },
        },
    )


def to_pdf(letter: Letter) -> bytes:
    """PDF/UA-1 and PDF/A-3a. Raises NotSent, or pdf.NotPrintable."""
    return pdf.to_pdf(to_html(letter))


def file_name(letter: Letter) -> str:
    """“P-ABCD-EFGH-decision.pdf”: names nobody."""
    return f"{letter.request.reference}-{letter.kind.replace('_', '-')}.pdf"
