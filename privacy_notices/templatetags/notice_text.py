"""Plain text as the notice's page prints it: addresses become links, a missing text a mark."""

import re
from urllib.parse import quote, urlsplit

from django import template
from django.utils.encoding import iri_to_uri
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString

from privacy_notices.content import GAP_CLOSE, GAP_OPEN, Block
from privacy_notices.plain_text import labelled, without_gaps
from privacy_notices.rendering import block_type

register = template.Library()

# What a sentence puts after an address belongs to the sentence.
TRAILING = ".,;:!?'\"’”»…"

LINE_BREAK = SafeString("<br>")

# A word that no line holds is broken anywhere. In an element of its own the PDF's layout need not
# look at all that follows each time, which would take minutes.
ENDLESS = 120

SPECIAL = re.compile(
    rf"""
      (?P<gap> {GAP_OPEN} [^{GAP_CLOSE}]* {GAP_CLOSE} )
    | (?P<newline> \r?\n )
    | (?P<email> (?<![\w.+%-]) [\w.+%-]{{1,64}}
        @ (?: [\w-]{{1,63}} \. )+ [^\W\d_]{{2,63}} (?! [\w@] ) )
    | (?P<web> (?<![\w@./]) (?: https?:// | www\. ) (?=\w) [^\s<>{GAP_OPEN}]+ )
    | (?P<phone> (?<![\w+/.,-]) (?: \+\d{{1,3}} | 0\d{{1,3}} ) (?: [ \u00a0-]\d{{2,7}} ){{1,4}}
        (?! [\d/-] | [.,]\d ) )
    | (?P<endless> (?<![^ \n]) (?! [^ \n]* (?: :// | www\. | @ ) ) [^ \n{GAP_OPEN}]{{{ENDLESS},}} )
    """,
    re.VERBOSE | re.IGNORECASE,
)


@register.filter
def notice_text(text: str) -> SafeString:
    """`text` escaped, with links for e-mail, web and telephone and <mark> for what is missing."""
    pieces, end = [], 0
    for match in SPECIAL.finditer(text):
        pieces += [conditional_escape(text[end : match.start()]), _marked_up(match)]
        end = match.end()
    pieces.append(conditional_escape(text[end:]))
    return format_html_join("", "{}", ((piece,) for piece in pieces))


@register.filter
def label(text: str) -> SafeString:
    """A label with its colon."""
    return notice_text(labelled(text))


@register.filter
def plain(text: str) -> str:
    """Text where no link may stand, such as inside one."""
    return without_gaps(text)


@register.filter
def piece(block: Block) -> str:
    """The template that prints this kind of block."""
    return f"privacy_notices/pieces/{block_type(block)}.html"


@register.filter
def in_capitals(heading: str) -> bool:
    return heading.isupper()


def _marked_up(match: re.Match[str]) -> SafeString:
    found = match[0]
    match match.lastgroup:
        case "gap":
            return format_html('<mark class="gap">{}</mark>', found.strip(GAP_OPEN + GAP_CLOSE))
        case "newline":
            return LINE_BREAK
        case "email":
            return format_html('<a href="mailto:{}">{}</a>', quote(found, safe="@+"), found)
        case "phone":
            digits = re.sub(r"[^\d+]", "", found)
            return format_html('<a href="tel:{}">{}</a>', digits, found)
        case "endless":
            return format_html('<span class="endless">{}</span>', found)
        case _:
            return _web_link(found)


def _web_link(found: str) -> SafeString:
    address = _without_trailing(found)
    whole = address if "://" in address else f"https://{address}"
    if not _leads_somewhere(whole):
        return conditional_escape(found)
    return format_html('<a href="{}">{}</a>{}', iri_to_uri(whole), address, found[len(address) :])


def _leads_somewhere(address: str) -> bool:
    """It can be taken apart as an address: “https://a@[b” cannot."""
    try:
        parts = urlsplit(iri_to_uri(address))
        return bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        return False


def _without_trailing(address: str) -> str:
    """Without the sentence's punctuation; a closing bracket stays where it was opened."""
    while address:
        last = address[-1]
        if last in TRAILING or (last == ")" and address.count("(") < address.count(")")):
            address = address[:-1]
        else:
            break
    return address
