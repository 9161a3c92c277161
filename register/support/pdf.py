"""HTML to a PDF that everyone can read and that can be archived: PDF/UA-1 and PDF/A-3a in one file.

A leaf: imports nothing of the project but its neighbour, the fonts.
"""

import base64
import io
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

import pikepdf

from register.support import fonts

# Laid over every page as the reader's own sheet, so that its !important beats the page's: the
# page chooses sizes and weights, never the typeface.
SHEET = f"""
{fonts.font_face_css()}
* {{ font-family: "{fonts.FAMILY}" !important }}
@page {{ font-family: "{fonts.FAMILY}" !important }}
/* The usual marks of hyphenation (U+2010) and of nested lists (U+25E6, U+25AA) are not in the
   typeface. */
* {{ hyphenate-character: "-" !important }}
:is(ul, ol) ul {{ list-style-type: "\\2013\\a0\\a0" }}
"""

# WeasyPrint declares one profile only. PDF/A wants properties it does not know described beside.
UA_DECLARATION = b"""
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
 <pdfuaid:part>1</pdfuaid:part>
</rdf:Description>
<rdf:Description rdf:about=""
  xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
  xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
  xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
 <pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
  <pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
  <pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
  <pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
  <pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
   <pdfaProperty:name>part</pdfaProperty:name>
   <pdfaProperty:valueType>Integer</pdfaProperty:valueType>
   <pdfaProperty:category>internal</pdfaProperty:category>
   <pdfaProperty:description>Part of ISO 14289 the file conforms to</pdfaProperty:description>
  </rdf:li></rdf:Seq></pdfaSchema:property>
 </rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
"""

ARTIFACT = pikepdf.ContentStreamInstruction(
    [pikepdf.Name.Artifact, pikepdf.Dictionary(Type=pikepdf.Name.Pagination)],
    pikepdf.Operator("BDC"),
)


class NotPrintable(ValueError):
    """This HTML cannot become an accessible, self-contained PDF; the message says why."""


class OutsideResource(NotPrintable):
    """The page asks for something that is not inside it, or links to an unfinished address."""


class MissingMetadata(NotPrintable):
    """The page lacks its title or its language, which PDF/UA requires."""


class UnprintableText(NotPrintable):
    """The text has characters the packaged typeface lacks; `.found` lists them."""

    def __init__(self, found: Sequence[fonts.Unprintable]) -> None:
        self.found = list(found)
        kinds = sorted({f"{each.code_point} {each.name}".rstrip() for each in found})
        super().__init__(f"The typeface of our PDFs lacks: {', '.join(kinds)}.")


class ForeignFont(NotPrintable):
    """A style sheet brought in a font of the machine, by generated content or its own fonts."""


Relationship = Literal["Source", "Data", "Alternative", "Supplement", "Unspecified"]


@dataclass(frozen=True)
class Attachment:
    """A file carried inside the PDF as a PDF/A-3 associated file.

    `relationship` is what the file is to the page. `modified` is written only when given, and must
    then know its time zone.
    """

    name: str
    content: bytes
    mime_type: str
    description: str
    relationship: Relationship = "Alternative"
    modified: datetime | None = None


def to_pdf(html: str, *, attachments: Sequence[Attachment] = ()) -> bytes:
    """One PDF/UA-1 and PDF/A-3a file of a whole HTML page; the same page gives the same bytes.

    Title and language come from <title> and <html lang>, print styles from <style>, bookmarks
    from the headings. Links are absolute or within the page (or <base href> completes them).

    Raises MissingMetadata, UnprintableText, OutsideResource or ForeignFont, all NotPrintable.
    """
    # WeasyPrint takes over half a second to load, and most processes never print.
    from weasyprint import CSS, HTML  # noqa: PLC0415
    from weasyprint.text.fonts import FontConfiguration  # noqa: PLC0415
    from weasyprint.urls import FatalURLFetchingError  # noqa: PLC0415

    faces, sealed = FontConfiguration(), _packaged_fonts_only()
    page = HTML(string=html, url_fetcher=sealed)
    _check_metadata(page.etree_element)
    _check_text(page.etree_element)
    if page.base_url is None:
        _check_addresses(page.etree_element)
    try:
        sheet = CSS(string=SHEET, font_config=faces, url_fetcher=sealed)
        pdf: bytes = page.write_pdf(stylesheets=[sheet], font_config=faces, pdf_variant="pdf/a-3a")
    except FatalURLFetchingError as stop:
        # Not an Exception in WeasyPrint, so that nothing in it goes on; outside it is one of ours.
        raise stop.__cause__ or stop from None
    return _finished(pdf, attachments)


def _packaged_fonts_only() -> Any:
    """WeasyPrint's door to the world, walled up but for the packaged fonts."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse  # noqa: PLC0415

    class PackagedFontsOnly(URLFetcher):  # type: ignore[misc]
        def fetch(self, url: str, headers: object = None) -> Any:
            try:
                return URLFetcherResponse(url, fonts.font_bytes(url))
            except KeyError:
                raise OutsideResource(f"A PDF takes nothing from outside: {url[:200]}") from None

    return PackagedFontsOnly(fail_on_errors=True)


def _check_metadata(root: Element) -> None:
    if not (root.get("lang") or "").strip():
        raise MissingMetadata("The page does not say its language: <html lang>.")
    if not (root.findtext("head/title") or "").strip():
        raise MissingMetadata("The page has no <title>.")


def _check_text(root: Element) -> None:
    body = root.find("body")
    text = "" if body is None else "".join(body.itertext())
    # Tabs between the tags of a template are layout; in running text they print as a space.
    if found := fonts.unprintable(text.replace("\t", " ")):
        raise UnprintableText(found)


def _check_addresses(root: Element) -> None:
    """WeasyPrint drops an unfinished address in silence, and a reader could not follow it."""
    for element in root.iter():
        if element.tag == "script" or (
            element.tag == "link" and "stylesheet" not in element.get("rel", "")
        ):
            continue
        address = (element.get("href") or element.get("src") or "").strip()
        if address and not address.startswith("#") and not _is_whole(address):
            raise OutsideResource(f"A PDF needs whole addresses (or <base href>): {address[:200]}")


def _is_whole(address: str) -> bool:
    try:
        return bool(urlsplit(address).scheme)
    except ValueError:  # such as an opening bracket where a host should be
        return False


def _finished(rendered: bytes, attachments: Sequence[Attachment]) -> bytes:
    """WeasyPrint's PDF/A-3a, checked, with its files attached, declaring PDF/UA-1 too."""
    with pikepdf.open(io.BytesIO(rendered)) as pdf:
        _check_fonts(pdf)
        _declare_ua(pdf)
        _mark_page_margins(pdf)
        for attachment in attachments:
            _attach(pdf, attachment)
        _index_header_cells(pdf)
        finished = _saved(pdf, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return _with_plain_stream_ends(finished) if b"\r\nendstream" in finished else finished


def _check_fonts(pdf: pikepdf.Pdf) -> None:
    names = {
        str(font.BaseFont).partition("+")[2]  # behind the tag of the subset
        for font in _dictionaries(pdf)
        if font.get("/Type") == "/Font"
    }
    own = fonts.FAMILY.replace(" ", "-")
    if foreign := sorted(name for name in names if not name.startswith(own)):
        raise ForeignFont(f"The style sheets bring in fonts of the machine: {', '.join(foreign)}.")


def _declare_ua(pdf: pikepdf.Pdf) -> None:
    head, end, tail = pdf.Root.Metadata.read_bytes().rpartition(b"</rdf:RDF>")
    # Unfiltered, so that an archive's indexer can read it without knowing PDF.
    packet = pikepdf.Stream(pdf, head + UA_DECLARATION + end + tail)
    packet.Type, packet.Subtype = pikepdf.Name.Metadata, pikepdf.Name.XML
    pdf.Root.Metadata = pdf.make_indirect(packet)


def _mark_page_margins(pdf: pikepdf.Pdf) -> None:
    """Running headers and footers become artifacts, as ISO 14289-1, 7.1 wants.

    WeasyPrint marks them like text, and links the elements of that text to no structure.
    """
    root = pdf.Root.StructTreeRoot
    linked = set(_linked_elements(root))
    numbers = list(root.ParentTree.Nums)
    owners_by_key = dict(zip(numbers[::2], numbers[1::2], strict=True))
    for page in pdf.pages:
        owners = owners_by_key[page.StructParents]  # by MCID
        loose = {mcid for mcid, owner in enumerate(owners) if owner.objgen not in linked}
        if loose:
            _turn_into_artifacts(page.Contents, page.Resources, loose)
        for mcid in loose:
            owners[mcid] = None


def _linked_elements(root: pikepdf.Object) -> Iterator[tuple[int, int]]:
    found = [root]
    while found:
        element = found.pop()
        yield element.objgen
        # The other kids are numbers: the MCIDs.
        found.extend(kid for kid in element.get("/K", ()) if isinstance(kid, pikepdf.Dictionary))


def _turn_into_artifacts(
    content: pikepdf.Object, resources: pikepdf.Object, loose: Set[int]
) -> None:
    """The marked content whose MCID is `loose`, in `content` and the groups it paints."""
    instructions = pikepdf.parse_content_stream(content)
    for place, instruction in enumerate(instructions):
        match str(instruction.operator):
            case "BDC" if instruction.operands[1].get("/MCID") in loose:
                instructions[place] = ARTIFACT
            case "Do":  # a group, where a style sheet asked for opacity
                painted = resources.XObject[str(instruction.operands[0])]
                if painted.Subtype == "/Form":
                    _turn_into_artifacts(painted, painted.Resources, loose)
    content.write(pikepdf.unparse_content_stream(instructions))


def _attach(pdf: pikepdf.Pdf, attachment: Attachment) -> None:
    """WeasyPrint could do this, but stamps the clock on the file and lists it twice."""
    if attachment.name in pdf.attachments:
        raise ValueError(f"Two attachments are called {attachment.name}.")
    modified = attachment.modified
    if modified and modified.tzinfo is None:
        raise ValueError(f"When {attachment.name} was modified must name its time zone.")
    file = pikepdf.AttachedFileSpec(
        pdf,
        attachment.content,
        filename=attachment.name,
        description=attachment.description,
        mime_type=attachment.mime_type,
        creation_date="",
        mod_date=modified.astimezone(UTC).strftime("D:%Y%m%d%H%M%SZ") if modified else "",
    )
    file.relationship = pikepdf.Name("/" + attachment.relationship)
    pdf.attachments[attachment.name] = file  # pikepdf lists it in /AF as well


def _index_header_cells(pdf: pikepdf.Pdf) -> None:
    """Table cells name their headers by id; ISO 32000-1, 14.7.2 then wants an index of the ids."""
    cells = {bytes(cell.ID): cell for cell in _dictionaries(pdf) if "/ID" in cell}
    if not cells:
        return
    names = [part for key in sorted(cells) for part in (pikepdf.String(key), cells[key])]
    pdf.Root.StructTreeRoot.IDTree = pikepdf.Dictionary(Names=pikepdf.Array(names))


def _with_plain_stream_ends(finished: bytes) -> bytes:
    """The same file with no stream ending in a carriage return.

    A line feed follows a stream, and validators take the two for one line ending and the stream
    for a byte too short. One compressed stream in 256 ends so: one file in fifteen.
    """
    with pikepdf.open(io.BytesIO(finished)) as pdf:
        for stream in pdf.objects:
            if not isinstance(stream, pikepdf.Stream):
                continue
            raw = stream.read_raw_bytes()
            if raw.endswith(b"\r") and stream.get("/Filter") == "/FlateDecode":
                filters = [pikepdf.Name.ASCII85Decode, pikepdf.Name.FlateDecode]
                stream.write(base64.a85encode(raw) + b"~>", filter=pikepdf.Array(filters))
        # Streams as they are, or qpdf would take the new filter off again; and no object streams,
        # as qpdf makes those itself and one of them may be the culprit.
        return _saved(
            pdf,
            compress_streams=False,
            stream_decode_level=pikepdf.StreamDecodeLevel.none,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
        )


def _dictionaries(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Dictionary]:
    return (each for each in pdf.objects if isinstance(each, pikepdf.Dictionary))


def _saved(pdf: pikepdf.Pdf, **how: Any) -> bytes:
    out = io.BytesIO()
    pdf.save(out, deterministic_id=True, **how)
    return out.getvalue()
