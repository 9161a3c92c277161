"""Where `@task` comes from: Django has it from 6.0 on, a package of the same words before."""

try:
    from django.tasks import task
    from django.tasks.base import Task
except ImportError:
    from django_tasks import task  # type: ignore[no-redef]
    from django_tasks.base import Task  # type: ignore[assignment]

__all__ = ["Task", "task"]
