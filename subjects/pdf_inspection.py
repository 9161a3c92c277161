"""Looks into a PDF from outside, in a process of its own that a bomb takes down alone.

    python pdf_inspection.py < file      prints one word: what is wrong, or “ok”

Run by `attachments.py`. It imports nothing of ours and has no database, and the operating system
bounds its memory and its time.
"""

import io
import resource
import sys
from collections.abc import Iterator

import pikepdf

MEMORY = 1 << 30
SECONDS = 15
PAGES = 200
UNPACKED = 256 << 20  # bytes of all streams together: two hundred scanned pages have less
PIXELS = 100_000_000  # of one picture
DEPTH = 40

# What does something when the file is opened or a link in it is followed.
ACTIONS = {
    *("/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToR", "/GoToE"),
    *("/Rendition", "/Movie", "/Sound", "/RichMediaExecute"),
}
ACTIVE = {"/JS", "/JavaScript", "/AA", "/EmbeddedFiles", "/EF", "/XFA", "/RichMediaContent", "/AF"}
PARTS = {"/RichMedia", "/Movie", "/Sound", "/Screen", "/3D", "/FileAttachment", "/PRC", "/U3D"}


def inspect(content: bytes) -> str:
    """“ok”, or the name of the first thing that is wrong."""
    try:
        pdf = pikepdf.open(io.BytesIO(content))
    except pikepdf.PasswordError:
        return "encrypted"
    except pikepdf.PdfError:
        return "broken"
    with pdf:
        if pdf.is_encrypted:
            return "encrypted"
        if not 0 < len(pdf.pages) <= PAGES:
            return "pages"
        unpacked = 0
        for one in pdf.objects:
            if any(map(is_active, parts_of(one, 0))):
                return "active"
            if isinstance(one, pikepdf.Stream):
                if pixels_of(one) > PIXELS:
                    return "bomb"
                unpacked += size_of(one)
                if unpacked > UNPACKED:
                    return "bomb"
    return "ok"


def parts_of(one: object, depth: int) -> Iterator[pikepdf.Object]:
    """A thing and what stands directly in it; what it refers to is met by itself."""
    if depth > DEPTH or not isinstance(one, pikepdf.Object):
        return
    if depth and one.is_indirect:
        return
    if isinstance(one, pikepdf.Dictionary | pikepdf.Stream):
        yield one
        held = [one.get(name) for name in one.keys()]  # noqa: SIM118 # no mapping
    elif isinstance(one, pikepdf.Array):
        held = list(one)
    else:
        return
    for part in held:
        yield from parts_of(part, depth + 1)


def is_active(part: pikepdf.Object) -> bool:
    return (
        any(name in ACTIVE for name in part.keys())  # noqa: SIM118 # no mapping
        or str(part.get("/S", "")) in ACTIONS
        or str(part.get("/Subtype", "")) in PARTS
        or str(part.get("/Type", "")) == "/EmbeddedFile"
    )


def pixels_of(stream: pikepdf.Stream) -> int:
    width, height = stream.get("/Width", 0), stream.get("/Height", 0)
    return int(width) * int(height) if str(stream.get("/Subtype", "")) == "/Image" else 0


def size_of(stream: pikepdf.Stream) -> int:
    """Bytes once unpacked; of a picture in its own format, as they are."""
    try:
        return len(stream.read_bytes())
    except pikepdf.PdfError:
        return len(stream.read_raw_bytes())


def main() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    try:
        found = inspect(sys.stdin.buffer.read())
    except MemoryError:
        found = "bomb"
    except Exception:  # whatever it trips over, the file is not one we keep
        found = "broken"
    sys.stdout.write(found)


if __name__ == "__main__":
    main()
