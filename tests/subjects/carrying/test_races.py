"""Two at once, with connections of their own: what is granted is done once, and the other is told.

Some begin in the same moment. For the others one is stopped in the middle of its way, at this
statement and that, until the other is through or waits for it; so each moment is really met.
"""

import io
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from zipfile import ZipFile

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone, translation

from register.models import Act, ContactPoint, DataSubject, JournalEntry, OutgoingMail
from retention.models import LedgerEntry, Run
from subjects import workflow
from subjects.carrying import carry_out, door
from subjects.carrying.table import CARRIERS
from subjects.enums import IdentityMethod, RequestedKind, Status, Step
from subjects.models import CarriedRight, DeliveryCode, FormMark, Package, Request, TimelineEvent
from subjects.package import keeping, making, store
from subjects.policies import Hand, NotAllowed
from tests import factories as make
from tests import processes
from tests.subjects.carrying.test_delivery import Given, confirmed, expire
from tests.subjects.public.conftest import text_of
from tests.subjects.requests import LETTER, Office
from tests.subjects.test_at_once import at_once

pytestmark = pytest.mark.django_db(transaction=True)
R = RequestedKind  # copies are mostly those to move elsewhere: they have no PDF and are quick
PATIENCE = 0.5  # seconds for which one is stopped: on SQLite, whoever writes stops everybody


@contextmanager
def counting(of_statement: Callable[[int], None]) -> Iterator[None]:
    """Calls it with the number of each statement that is about to be sent."""
    seen = 0

    def count(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        nonlocal seen
        seen += 1
        of_statement(seen)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(count):
        yield


def length_of(way: Callable[[], object]) -> int:
    """In statements, undisturbed."""
    last = 0

    def note(number: int) -> None:
        nonlocal last
        last = number

    with counting(note):
        way()
    return last


def what_came_of(work: Callable[[], object]) -> object:
    try:
        return work()
    except NotAllowed as refusal:
        return refusal


def in_between(
    way: Callable[[], object], at: int | Callable[[], bool], other: Callable[[], object]
) -> tuple[object, object]:
    """What came of both: `way`, and `other` which begins when that has come to a statement.

    `at`: its number, or what is true before it.
    """
    reached, through = threading.Event(), threading.Event()
    found: dict[str, object] = {}

    def stop(number: int) -> None:
        is_it = number == at if isinstance(at, int) else at()
        if is_it and not reached.is_set():
            reached.set()
            through.wait(PATIENCE)

    def run(name: str, work: Callable[[], object]) -> None:
        try:
            with translation.override("en"):  # a thread begins with the language of the house
                found[name] = what_came_of(work)
        except Exception as fault:
            found[name] = fault
        finally:
            connection.close()
            reached.set()

    def walk() -> object:
        with counting(stop):
            return way()

    def come_in() -> None:
        reached.wait()
        run("other", other)
        through.set()

    threads = [
        threading.Thread(target=run, args=("way", walk)),
        threading.Thread(target=come_in),
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for outcome in found.values():
        if isinstance(outcome, Exception) and not isinstance(outcome, NotAllowed):
            raise outcome
    return found["way"], found["other"]


def moments(statements: int) -> list[int]:
    """Closer together towards the end of a way, where it is noted."""
    return sorted({1, *(statements - statements // part for part in (2, 4, 8, 16, 64))})


def approved(office: Office, right: RequestedKind) -> Request:
    return office.approve(office.decided(right), now=timezone.now())


def pressing(office: Office, request: Request, by: Any) -> Callable[[], Request]:
    """The button, on a page that has just been opened."""
    return lambda: carry_out(
        Request.objects.get(pk=request.pk),
        by=by,
        now=timezone.now(),
        expected_version=request.version,
        digest=request.approved_digest,
    )


def taking_back(office: Office, request: Request) -> Callable[[], Request]:
    return lambda: workflow.move(
        request,
        Step.RECONSIDER,
        by=office.handler,
        now=timezone.now(),
        expected_version=request.version,
    )


def files() -> list[str]:
    return sorted(path.name for path in store.folder().iterdir())


def standing(request: Request) -> list[Package]:
    return list(Package.objects.filter(request=request, deleted_at=None))


# Two who press


def check_carried_once(request: Request, right: RequestedKind) -> None:
    request.refresh_from_db()
    assert request.status == Status.CARRIED_OUT
    assert CarriedRight.objects.filter(request=request, right=right).count() == 1
    assert TimelineEvent.objects.filter(request=request, step=Step.CARRY_OUT).count() == 1


def test_of_two_who_carry_out_a_copy_one_makes_it_and_the_other_is_told() -> None:
    office = Office()
    undisturbed = approved(office, R.PORTABILITY)
    for at in moments(length_of(pressing(office, undisturbed, office.handler))):
        request = approved(office, R.PORTABILITY)
        before = files()
        outcomes = in_between(
            pressing(office, request, office.handler),
            at,
            pressing(office, request, office.other_handler),
        )
        check_carried_once(request, R.PORTABILITY)
        [refusal] = [one for one in outcomes if isinstance(one, NotAllowed)]
        assert "Look again" in str(refusal), at
        [package] = standing(request)
        assert making.is_whole(package), at
        assert set(files()) - set(before) == {package.file}, at
        noted = CarriedRight.objects.get(request=request).detail
        assert (noted["package"], noted["size"]) == (package.pk, package.size), at


def test_who_writes_a_copy_while_another_is_noted_leaves_that_one() -> None:
    """The first has noted its copy and not yet moved the request on when the second has written."""
    office = Office()
    request = approved(office, R.PORTABILITY)
    hand = Hand(office.other_handler, timezone.now())

    def note() -> None:
        CARRIERS[R.PORTABILITY].prepare(request, hand)
        door._carry(request, R.PORTABILITY, hand, request.version)

    outcome, _noted = in_between(
        pressing(office, request, office.handler),
        lambda: store.folder().exists() and any(len(name) == 64 for name in files()),
        note,
    )
    assert isinstance(outcome, Request)
    check_carried_once(request, R.PORTABILITY)
    [package] = standing(request)
    assert files() == [package.file]
    assert CarriedRight.objects.get(request=request).detail["package"] == package.pk


def test_a_copy_that_two_have_carried_out_is_delivered_once() -> None:
    office = Office()
    now = timezone.now()
    settled = {"method": IdentityMethod.EMAIL_ON_FILE, "now": now}
    request = office.step(confirmed(office, now), Step.SETTLE_IDENTITY, **settled)
    request = office.step(request, Step.FIX_MATCH, people=[office.person], now=now)
    request = office.step(office.decide(request, now=now), Step.FINISH_DECIDING, now=now)
    request = office.approve(request, now=now)
    officers = (office.handler, office.other_handler)
    told = at_once(*(pressing(office, request, one) for one in officers))
    assert told in (["NotAllowed", "Request"], ["Request", "Stale"])
    version = Request.objects.get(pk=request.pk).version

    def answer() -> Request:
        told = {"by": office.handler, "expected_version": version, **LETTER}
        return workflow.move(request, Step.ANSWER, now=timezone.now(), **told)

    assert at_once(answer, answer) == ["Request", "Stale"]
    mails = OutgoingMail.objects.filter(kind__startswith="package_")
    assert sorted(mails.values_list("kind", flat=True)) == ["package_code", "package_link"]
    assert Package.objects.get(request=request, deleted_at=None).expires_at is not None


def test_of_two_who_carry_out_an_erasure_one_erases_and_the_other_is_told() -> None:
    first = Office()
    statements = length_of(pressing(first, approved(first, R.ERASURE), first.handler))
    for at in moments(statements):
        office = Office()
        neighbour = make.a_person(office.kept_by, family_name="Naapuri")
        request = approved(office, R.ERASURE)
        outcomes = in_between(
            pressing(office, request, office.handler),
            at,
            pressing(office, request, office.other_handler),
        )
        check_carried_once(request, R.ERASURE)
        [refusal] = [one for one in outcomes if isinstance(one, NotAllowed)]
        told = ("Look again", "Another retention run is going on", "This cannot be done now")
        assert any(words in str(refusal) for words in told), at
        run = Run.objects.get(plan__reference=request.reference)
        assert (run.done, run.skipped) == (1, 0), at
        assert LedgerEntry.objects.filter(uuid=office.person.uuid).count() == 1, at
        erased = JournalEntry.objects.filter(uuid=office.person.uuid, act=Act.ERASED)
        assert erased.count() == 1, at
        assert not DataSubject.objects.filter(pk=office.person.pk).exists()
        assert DataSubject.objects.filter(pk=neighbour.pk).exists()


PRESSED = """
import time
from pathlib import Path
from django.utils import timezone, translation
from register.models import User
from subjects import workflow
from subjects.carrying import carry_out, door
from subjects.carrying.table import CARRIERS
from subjects.models import Request
from subjects.policies import Hand, NotAllowed
request = Request.objects.get(pk={request})
by = User.objects.get(pk={by})
Path("{here}").touch()
while not Path("{go}").exists():
    time.sleep(0.001)
with translation.override("en"):
    try:
        carry_out(
            request,
            by=by,
            now=timezone.now(),
            expected_version=request.version,
            digest=request.approved_digest,
        )
        print("carried out")
    except NotAllowed as refusal:
        print("refused:", refusal)
"""


def test_of_two_processes_that_erase_one_does(tmp_path: Any) -> None:
    office = Office()
    request = approved(office, R.ERASURE)
    go = tmp_path / "go"
    here = [tmp_path / "first", tmp_path / "second"]
    hands = (office.handler, office.other_handler)
    try:
        pressed = [
            processes.start(
                *("shell", "-v", "0", "-c"),
                PRESSED.format(request=request.pk, by=by.pk, here=place, go=go),
            )
            for by, place in zip(hands, here, strict=True)
        ]
        processes.wait_for(lambda: all(place.exists() for place in here))
        go.touch()
        said = [processes.output_of(one) for one in pressed]
    finally:
        processes.stop_all()
    assert sum("carried out\n" in one for one in said) == 1, said
    assert sum("refused:" in one for one in said) == 1, said
    check_carried_once(request, R.ERASURE)
    assert LedgerEntry.objects.filter(uuid=office.person.uuid).count() == 1


# The decision is taken back


def test_a_copy_whose_decision_is_taken_back_meanwhile_is_made_or_not_and_never_both() -> None:
    office = Office()
    undisturbed = approved(office, R.PORTABILITY)
    ends = set()
    for at in moments(length_of(pressing(office, undisturbed, office.handler))):
        request = approved(office, R.PORTABILITY)
        before = files()
        in_between(pressing(office, request, office.handler), at, taking_back(office, request))
        request.refresh_from_db()
        ends.add(request.status)
        left = [] if request.status == Status.MATCHED else standing(request)
        assert set(files()) - set(before) == {one.file for one in left}, at
        assert len(standing(request)) == len(left) == request.carriedrights.count(), at
    assert Status.MATCHED in ends


def test_an_erasure_whose_decision_is_taken_back_meanwhile_is_whole_or_not_begun() -> None:
    first = Office()
    ends = set()
    statements = length_of(pressing(first, approved(first, R.ERASURE), first.handler))
    for at in moments(statements):
        office = Office()
        request = approved(office, R.ERASURE)
        outcomes = in_between(
            pressing(office, request, office.handler), at, taking_back(office, request)
        )
        assert len([one for one in outcomes if isinstance(one, NotAllowed)]) == 1, at
        request.refresh_from_db()
        ends.add(request.status)
        is_there = DataSubject.objects.filter(pk=office.person.pk).exists()
        noted = LedgerEntry.objects.filter(uuid=office.person.uuid).count()
        if request.status == Status.MATCHED:
            assert (is_there, noted, request.carriedrights.count()) == (True, 0, 0), at
            assert ContactPoint.objects.filter(subject=office.person).exists(), at
        else:
            check_carried_once(request, R.ERASURE)
            assert (is_there, noted) == (False, 1), at
    assert ends == {Status.MATCHED, Status.CARRIED_OUT}


# Downloads


@pytest.fixture
def given() -> Given:
    return Given(Office(), IdentityMethod.EMAIL_ON_FILE, timezone.now())


def fetching(given: Given) -> Callable[[], Any]:
    """In a browser of its own."""
    link, values = given.link, {"code": given.mailed_code, "package": given.package.pk}

    def fetch() -> Any:
        answer: Any = Client(enforce_csrf_checks=True).post(link, values)
        answer.read = b"".join(answer.streaming_content) if answer.streaming else b""
        return answer

    return fetch


def is_whole(answer: Any, given: Given) -> bool:
    assert len(answer.read) == given.package.size
    with ZipFile(io.BytesIO(answer.read)) as archive:
        return archive.testzip() is None


def test_two_downloads_at_once_are_counted_and_journalled_twice(given: Given) -> None:
    answers: list[Any] = []
    fetch = fetching(given)
    assert len(at_once(*[lambda: answers.append(fetch())] * 2)) == 2
    assert [one.status_code for one in answers] == [200, 200]
    assert all(is_whole(one, given) for one in answers)
    given.package.refresh_from_db()
    assert given.package.downloads == 2
    entries = JournalEntry.objects.filter(act=Act.EXPORTED, uuid=given.office.person.uuid)
    assert entries.count() == 2


def test_a_copy_that_is_deleted_while_it_is_fetched_comes_whole_or_with_clear_words(
    given: Given,
) -> None:
    """At many a statement: among them those between looking for the file and opening it."""
    fetch, ends = fetching(given), set()
    kept, code = (store.folder() / given.package.file).read_bytes(), DeliveryCode.objects.get()
    statements, sha256 = length_of(fetch), given.package.sha256
    made, until = given.package.made_at, given.package.expires_at

    def end() -> None:
        expire(given)
        keeping.remove_expired(timezone.now())

    for at in range(1, statements + 1, 3 if connection.vendor == "sqlite" else 1):
        whole = {"deleted_at": None, "sha256": sha256, "made_at": made, "expires_at": until}
        Package.objects.update(**whole, downloads=0)
        (store.folder() / given.package.file).write_bytes(kept)
        code.save()
        FormMark.objects.all().delete()  # so many tries are no flood here
        before = JournalEntry.objects.filter(act=Act.EXPORTED).count()
        answer: Any
        answer, _removed = in_between(fetch, at, end)
        ends.add(answer.status_code)
        given.package.refresh_from_db()
        is_given = answer.status_code == 200
        assert JournalEntry.objects.filter(act=Act.EXPORTED).count() - before == is_given, at
        assert given.package.downloads == is_given, at
        if is_given:
            assert is_whole(answer, given), at
        else:
            said = text_of(answer)  # its code may be gone too, which is looked at first
            assert answer.status_code == 400, at
            assert "ei voi enää ladata" in said or "on poistettu" in said, at
        assert not files(), at
    assert 200 in ends
