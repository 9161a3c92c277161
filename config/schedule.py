"""What happens by itself, and when. `manage.py run_jobs` keeps to it; times are Helsinki's.

A job missed while nothing ran is done once, as soon as something runs again. Names are permanent:
under a new name a job would be taken for one that was never done.
"""

from datetime import time

from register.support.schedule import Daily, Every, Job

SCHEDULE = [
    Job("send_waiting_mail", "register.outbox.send_waiting_mail", Every(minutes=5)),
    Job("seal_journal", "register.journal_seals.seal_journal", Every(minutes=10)),
    Job("prune_journal", "register.journal_seals.prune_journal", Daily(at=time(3, 20))),
    Job("tidy_up", "register.jobs.tidy_up", Daily(at=time(3, 40))),
    Job("forget_imports", "register.imports.jobs.forget_old_imports", Daily(at=time(4, 0))),
    Job("purge_search", "register.search.purge_every_night", Daily(at=time(4, 0))),
    Job("review_reminders", "privacy_notices.jobs.send_review_reminders", Daily(at=time(7, 0))),
]
