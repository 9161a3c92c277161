"""What was proposed goes where whom the request is about is settled anew."""

from subjects.models import Request


def drop(request: Request) -> None:
    """The cards were somebody else's, perhaps."""
    for change in request.proposedchanges.all():
        change.delete()
