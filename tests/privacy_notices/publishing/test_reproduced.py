"""A version made again a year later, elsewhere: the same bytes from the same snapshot."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from privacy_notices.models import NoticeVersion
from privacy_notices.snapshot import sha256
from register.models import Purpose

ROOT = Path(__file__).resolve().parents[3]

# Another process, whose clock is a year ahead before anything else is imported.
LATER = """
import datetime, hashlib, json, sys, time

YEAR = datetime.timedelta(days=365, hours=7)
real_time, RealMoment, RealDay = time.time, datetime.datetime, datetime.date


class Like(type):
    def __instancecheck__(cls, value):
        return isinstance(value, cls.__mro__[1])


class Moment(RealMoment, metaclass=Like):
    @classmethod
    def now(cls, tz=None):
        return RealMoment.now(tz) + YEAR

    @classmethod
    def utcnow(cls):
        return RealMoment.now(datetime.UTC).replace(tzinfo=None) + YEAR

    today = now


class Day(RealDay, metaclass=Like):
    @classmethod
    def today(cls):
        return (RealMoment.now() + YEAR).date()


time.time = lambda: real_time() + YEAR.total_seconds()
datetime.datetime, datetime.date = Moment, Day

import django

django.setup()
from django.utils import timezone
from privacy_notices.snapshot import render, sha256

asked = json.load(sys.stdin)
made = render(
    asked["snapshot"],
    number=asked["number"],
    effective_on=RealDay.fromisoformat(asked["effective_on"]),
)
json.dump(
    {
        "year": timezone.now().year,
        "made": {
            one.language: [sha256(one.html), sha256(one.pdf), sha256(one.json)] for one in made
        },
    },
    sys.stdout,
)
"""
ELSEWHERE = [
    {"TZ": "Pacific/Kiritimati", "LANG": "C", "LC_ALL": "C", "PYTHONHASHSEED": "1"},
    {"TZ": "America/Anchorage", "LANG": "tr_TR.UTF-8", "LC_ALL": "tr_TR.UTF-8", "LANGUAGE": "tr"},
]


@pytest.mark.parametrize("surroundings", ELSEWHERE, ids=lambda place: place["TZ"])
def test_a_version_is_made_again_a_year_later_byte_for_byte(
    publish_now: Callable[..., NoticeVersion], surroundings: dict[str, str]
) -> None:
    version = publish_now()
    Purpose.objects.update(name_fi="jotain aivan muuta")  # the register moves on
    stored = NoticeVersion.objects.get(pk=version.pk)
    asked = {
        "snapshot": stored.snapshot,
        "number": stored.number,
        "effective_on": stored.effective_on.isoformat(),
    }

    other = subprocess.run(
        [sys.executable, "-c", LATER],
        cwd=ROOT,
        env={**os.environ, **surroundings},
        input=json.dumps(asked),
        text=True,
        check=True,
        capture_output=True,
    )

    answered = json.loads(other.stdout)
    assert answered["year"] > version.published_at.year
    assert answered["made"] == {
        one.language: [sha256(bytes(form)) for form in (one.html, one.pdf, one.json)]
        for one in stored.renderings.all()
    }
    assert set(answered["made"]) == {"fi", "sv", "en"}
