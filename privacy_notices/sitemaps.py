"""What search engines may list: the current page of every published notice, in each language."""

from typing import Any

from django.contrib.sitemaps import Sitemap
from django.utils import timezone

from privacy_notices.models import NoticeVersion
from privacy_notices.served import current_since, in_force
from privacy_notices.snapshot import page_url


class NoticeSitemap(Sitemap[tuple[NoticeVersion, str]]):
    """A page per language; `lastmod` tells since when it shows what it does."""

    protocol = None

    def items(self) -> list[tuple[NoticeVersion, str]]:
        versions = in_force(timezone.localdate())
        return [(version, language) for version in versions for language in version.languages]

    def location(self, item: tuple[NoticeVersion, str]) -> str:
        version, language = item
        return page_url(version.slug, language)

    def lastmod(self, item: tuple[NoticeVersion, str]) -> Any:
        return current_since(item[0])
