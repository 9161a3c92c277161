"""Prints our public keys for the provider of strong identification, as a JWK Set."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from subjects.identity.provider import Provider


class Command(BaseCommand):
    help = "Print the public halves of our keys, to be given to the identity provider."

    def handle(self, *args: Any, **options: Any) -> None:
        provider = Provider.of_settings()
        if provider is None or provider.key is None or provider.opener is None:
            raise CommandError("STRONG_CLIENT_KEY is not set: there are no keys to tell of.")
        keys = [provider.key.as_dict(private=False), provider.opener.as_dict(private=False)]
        self.stdout.write(json.dumps({"keys": keys}, indent=2))
