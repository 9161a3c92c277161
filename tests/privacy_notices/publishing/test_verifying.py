"""`verify_versions` finds every way in which a version is not what was published."""

from collections.abc import Callable
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import translation

from privacy_notices.freezing import freeze, thaw
from privacy_notices.models import NoticeVersion, Rendering
from privacy_notices.snapshot import sha256

RENDERING = "privacy_notices_rendering"
VERSION = "privacy_notices_noticeversion"


@pytest.fixture(autouse=True)
def _english() -> Any:
    with translation.override("en"):
        yield


def sql(statement: str, *values: Any) -> None:
    """Past model and triggers, as an intruder with the database's password would."""
    thaw(connection)
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
    freeze(connection)


def verified() -> tuple[str, list[str], int]:
    """What is told, what is complained of, and the exit code."""
    said, complaints, code = StringIO(), StringIO(), 0
    try:
        call_command("verify_versions", stdout=said, stderr=complaints)
    except SystemExit as left:
        code = int(str(left.code))
    return said.getvalue(), complaints.getvalue().splitlines(), code


def test_what_is_published_is_told_with_its_digest(version: NoticeVersion) -> None:
    assert verified() == (f"{version.sha256}  complete v1\n", [], 0)


def test_the_digest_of_the_first_versions_had_the_length_before(version: NoticeVersion) -> None:
    for row in Rendering.objects.all():
        sql(
            f"UPDATE {RENDERING} SET pdf_sha256 = %s WHERE id = %s",  # noqa: S608
            sha256(bytes(row.pdf)),
            row.pk,
        )
    assert verified()[1:] == ([], 0)


WHOLE = "complete v1: The version as a whole is not what was published."


@pytest.mark.parametrize(
    ("tamper", "faults"),
    [
        (
            lambda: sql(f"UPDATE {RENDERING} SET pdf = %s WHERE language = 'sv'", b"%PDF-"),  # noqa: S608
            ["complete v1: The file sv.pdf is not what was published.", WHOLE],
        ),
        (
            lambda: sql(
                f"UPDATE {RENDERING} SET html = %s, html_sha256 = %s WHERE language = 'fi'",  # noqa: S608
                b"",
                "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",  # of nothing
            ),
            [WHOLE],
        ),
        (
            lambda: sql(f"UPDATE {VERSION} SET snapshot = '{{}}'"),  # noqa: S608
            ["complete v1: The snapshot is not what was published.", WHOLE],
        ),
        (
            lambda: sql(f"DELETE FROM {RENDERING} WHERE language = 'en'"),  # noqa: S608
            ["complete v1: Languages that are missing: en."],
        ),
    ],
    ids=["a file", "a file and its digest", "the snapshot", "a language"],
)
def test_what_was_changed_is_found(
    version: NoticeVersion, tamper: Callable[[], None], faults: list[str]
) -> None:
    tamper()
    assert verified()[1:] == (faults, 1)


def test_a_language_added_later_is_found(version: NoticeVersion) -> None:
    sql(f'UPDATE {VERSION} SET languages = \'["fi", "sv"]\'')  # noqa: S608
    _said, complaints, code = verified()
    assert complaints[0] == "complete v1: Languages that were never published: en."
    assert code == 1
