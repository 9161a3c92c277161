"""What is exported loads again, and is exported as the same bytes."""

from pathlib import Path

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from privacy_notices.files.loading import Loaded, Refused, load_files
from privacy_notices.files.writing import register_as_plain, write_register
from register.models import Register
from tests.privacy_notices.files.strategies import as_exported, as_yaml, registers

SAMPLES = sorted((Path(__file__).resolve().parents[3] / "register" / "samples").glob("*.yaml"))
GOOD = Path(__file__).with_name("good.yaml")

pytestmark = pytest.mark.django_db


def load(path: Path) -> Loaded:
    try:
        (loaded,) = load_files([path])
    except Refused as refused:
        pytest.fail("\n".join(map(str, refused.faults)))
    return loaded


def export(loaded: Loaded) -> str:
    return write_register(Register.objects.get(slug=loaded.slug))


def check_round_trip(text: str, path: Path) -> None:
    """Export → load → export on the same database and on an empty one."""
    with transaction.atomic():
        path.write_text(text, encoding="utf-8")
        exported = export(load(path))
        path.write_text(exported, encoding="utf-8")
        again = load(path)
        assert again.counts.total() == 0, again
        assert export(again) == exported
        transaction.set_rollback(True)
    with transaction.atomic():
        assert not Register.objects.exists()
        assert export(load(path)) == exported
        transaction.set_rollback(True)


@pytest.mark.parametrize("sample", [GOOD, *SAMPLES], ids=lambda path: path.name)
def test_sample_comes_back_as_the_same_bytes(sample, tmp_path):
    check_round_trip(sample.read_text(encoding="utf-8"), tmp_path / "x.yaml")


def test_there_are_samples():
    assert len(SAMPLES) >= 6


@settings(
    max_examples=15,
    phases=[Phase.generate],
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[
        HealthCheck.function_scoped_fixture,  # every example is rolled back by itself
        HealthCheck.too_slow,
        HealthCheck.data_too_large,
        HealthCheck.large_base_example,
    ],
)
@given(whole=registers(), seed=st.integers(0, 1000))
def test_any_register_comes_back_as_the_same_bytes(whole, seed, tmp_path):
    text, path = as_yaml(whole, seed=seed), tmp_path / "x.yaml"
    path.write_text(text, encoding="utf-8")
    with transaction.atomic():
        loaded = load(path)
        assert register_as_plain(Register.objects.get(slug=loaded.slug)) == as_exported(whole)
        transaction.set_rollback(True)
    check_round_trip(text, path)
