"""What the desk has done in the background; the nightly work has its own task."""

import logging

from django.utils import timezone

from register.journal import Actor
from register.models import User
from register.refusal import Refusal
from register.support.tasks import task
from retention.locks import Busy
from retention.models import Plan
from retention.run import run

logger = logging.getLogger(__name__)


@task()
def carry_out(plan_id: int, user_id: int) -> None:
    """Begin or resume the run of a plan, in the name of who pressed the button.

    Where another run is at work the task fails, and the queue tries again later. What else refuses
    the run is told on the plan's page.
    """
    plan, user = Plan.objects.get(pk=plan_id), User.objects.get(pk=user_id)
    try:
        run(plan, actor=Actor.staff(user), now=timezone.now())
    except Busy:
        raise
    except Refusal as refusal:
        logger.warning("plan %d is not carried out: %s", plan_id, refusal)
