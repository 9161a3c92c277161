"""What an unfinished import held of people does not stay: removed by itself after some days."""

from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone

from register.imports.running import discard
from register.imports.turns import Busy, turn
from register.models import Import, ImportFault
from register.models.imports import UNFINISHED
from register.support.tasks import task


@task()
def forget_old_imports() -> None:
    forget_old(timezone.now())


def forget_old(now: datetime) -> None:
    """Give up what nobody has gone on with; forget which rows of earlier files were bad."""
    before = now - timedelta(days=settings.IMPORT_KEPT_DAYS)
    stale = Import.objects.filter(stage__in=UNFINISHED, moved_at__lt=before)
    for pk, kept_by in stale.values_list("pk", "kept_by_id"):
        _give_up(pk, kept_by, before)
    ImportFault.objects.filter(run__finished_at__lt=before).delete()


def _give_up(pk: int, kept_by: int, before: datetime) -> None:
    """Looked at once more inside the turn: somebody may have gone on with it meanwhile."""
    try:
        with turn(kept_by):
            run = Import.objects.filter(pk=pk, stage__in=UNFINISHED, moved_at__lt=before).first()
            if run is not None:
                discard(run)
    except Busy:
        return
