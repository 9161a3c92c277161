"""The notices of the sample registers in a real browser, in every language, on phone and desk."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from privacy_notices import rendering
from privacy_notices.assembly.notice import assemble
from privacy_notices.files.loading import load_files
from register.models import Register

SAMPLES = {path.stem: path for path in sorted(Path("register/samples").glob("*.yaml"))}
SCREENS = {"phone": {"width": 390, "height": 844}, "desk": {"width": 1280, "height": 900}}


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["fi", "sv", "en"])
@pytest.mark.parametrize("sample", SAMPLES)
def test_axe_finds_nothing_and_nothing_sticks_out(
    page: Page,
    axe_violations: Callable[[Page], list[str]],
    tmp_path: Path,
    sample: str,
    language: str,
) -> None:
    load_files([SAMPLES[sample]])
    content = assemble(Register.objects.get(), language)
    file = tmp_path / "notice.html"
    file.write_text(rendering.to_html(content), encoding="utf-8")
    for screen in SCREENS.values():
        page.set_viewport_size(screen)  # type: ignore[arg-type] # a mapping of the two sizes
        page.goto(file.as_uri())
        assert page.locator("html").get_attribute("lang") == language
        assert page.locator("section").count() == len(content.sections)
        assert page.evaluate("document.documentElement.scrollWidth") <= screen["width"]
        assert axe_violations(page) == []
