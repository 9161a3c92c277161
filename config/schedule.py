"""What happens by itself, and when. `manage.py run_jobs` keeps to it; times are Helsinki's.

A job missed while nothing ran is done once, as soon as something runs again. Names are permanent:
under a new name a job would be taken for one that was never done.
"""

from datetime import time

from register.support.schedule import Daily, Every, Job

SCHEDULE = [
    Job("request_letters", "subjects.jobs.send_letters", Every(minutes=5)),
    Job("send_waiting_mail", "register.outbox.send_waiting_mail", Every(minutes=5)),
    Job("seal_journal", "register.journal_seals.seal_journal", Every(minutes=10)),
    Job("file_ledger", "retention.ledger.file_ledger", Every(minutes=5)),
    Job("forget_marks", "subjects.public.flood.forget_marks", Every(minutes=60)),
    Job("run_retention", "retention.nightly.run_retention", Daily(at=time(2, 0))),
    Job("prune_journal", "register.journal_seals.prune_journal", Daily(at=time(3, 20))),
    Job("prune_audit_log", "retention.own_records.prune_audit_log", Daily(at=time(3, 25))),
    Job("forget_plan_items", "retention.own_records.forget_plan_items", Daily(at=time(3, 35))),
    Job("forget_staff", "retention.own_records.forget_staff", Daily(at=time(3, 30))),
    Job("forecast", "retention.forecasting.forecast_every_night", Daily(at=time(3, 35))),
    Job("tidy_up", "register.jobs.tidy_up", Daily(at=time(3, 40))),
    Job("forget_imports", "register.imports.jobs.forget_old_imports", Daily(at=time(4, 0))),
    Job("forget_suppressed", "register.suppressions.forget_every_night", Daily(at=time(3, 50))),
    Job("purge_search", "register.search.purge_every_night", Daily(at=time(4, 0))),
    Job("forget_requests", "subjects.forgetting.forget_requests", Daily(at=time(4, 10))),
    Job("remove_packages", "subjects.package.keeping.remove_old_packages", Daily(at=time(4, 15))),
    Job("self_test_door", "subjects.self_test.door.try_door", Daily(at=time(6, 0))),
    Job("request_days", "subjects.jobs.look_at_days", Daily(at=time(6, 30))),
    Job("hold_reminders", "retention.holds.remind_of_holds", Daily(at=time(7, 0))),
    Job("review_reminders", "privacy_notices.jobs.send_review_reminders", Daily(at=time(7, 0))),
]
