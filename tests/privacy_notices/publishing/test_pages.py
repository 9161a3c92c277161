"""The public pages: frozen bytes, the right answer for every address, nothing looked up."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries
from time_machine import travel

from privacy_notices.models import Notice, NoticeVersion, Rendering, Withdrawal
from privacy_notices.snapshot import page_url, version_url, versions_url
from register.texts import Text
from tests.privacy_notices.publishing.conftest import change

Publish = Callable[..., NoticeVersion]
