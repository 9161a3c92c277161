"""Published versions against their digests: whether each byte is still what was published."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from privacy_notices.models import NoticeVersion, Rendering
from privacy_notices.snapshot import Rendered, file_sha256, sha256, version_sha256

FORMS = ("html", "pdf", "json")


def faults_of(version: NoticeVersion) -> Iterator[str]:
    """What is not as it was published, each in words."""
    if sha256(version.snapshot.encode()) != version.draft_digest:
        yield _("The snapshot is not what was published.")
    rows = {row.language: row for row in Rendering.objects.filter(version=version)}
    if missing := [code for code in version.languages if code not in rows]:
        yield _("Languages that are missing: %s.") % ", ".join(missing)
        return
    if added := sorted(set(rows) - set(version.languages)):
        yield _("Languages that were never published: %s.") % ", ".join(added)
    files = [_file(rows[code]) for code in version.languages]
    for one in files:
        for form in FORMS:
            content, told = getattr(one, form), getattr(rows[one.language], f"{form}_sha256")
            # The first versions told the digest of a file with its length before it.
            if told not in (file_sha256(content), sha256(content)):
                words = {"file": f"{one.language}.{form}"}
                yield _("The file %(file)s is not what was published.") % words
    if version_sha256(version.snapshot, files) != version.sha256:
        yield _("The version as a whole is not what was published.")


def _file(row: Rendering) -> Rendered:
    return Rendered(row.language, bytes(row.html), bytes(row.pdf), bytes(row.json))
