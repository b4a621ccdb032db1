"""A real browser and a real server."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Generator, Iterator
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect, sync_playwright

from exercise.core.acts import Role
from exercise.core.scenario import Scenario
from tests.browser.line import Line
from tests.browser.others import TOKEN, Others
from tests.browser.server import Server
from tests.pages.conftest import SCENARIO

# Without these Chromium calls home at every start, which a closed network refuses many times over.
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# What comes and goes by itself is on no picture.
PASSING = "[data-testid=stToastContainer], [data-testid=stStatusWidget] { visibility: hidden !important; }"
FAILED = pytest.StashKey[bool]()
PATIENCE = 30_000
LAPTOP = {"width": 1280, "height": 800}
PHONE = {"width": 390, "height": 844}


expect.set_options(timeout=PATIENCE)


# No longer than this package: while Playwright is open, no other test can run an event loop of its own.
@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """The system's Chromium; its absence is said loudly, or fails where it is required."""
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if found is None:
        missing = "Chromium is not installed, so no page was tried in a browser (Debian: chromium)."
        if "browser" in os.environ.get("WHITECELL_REQUIRE", ""):
            pytest.fail(missing)
        pytest.skip(missing)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    """`whitecell serve` on a fresh database."""
    server = Server(tmp_path)
    server.start()
    yield server
    server.stop()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Tell the fixtures whether the test failed."""
    report = yield
    if report.when == "call":
        item.stash[FAILED] = report.failed
    return report


@pytest.fixture
def sit(browser: Browser, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[..., Page]]:
    """Open a browser of one's own: its cookies are nobody else's. A failed test leaves a picture of each."""
    contexts = []

    def open_browser(phone: bool = False) -> Page:
        context = browser.new_context(
            viewport=PHONE if phone else LAPTOP,  # type: ignore[arg-type]
            has_touch=phone,
            is_mobile=phone,
            accept_downloads=True,
            ignore_https_errors=True,
        )
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        return context.new_page()

    yield open_browser
    for number, context in enumerate(contexts):
        if request.node.stash.get(FAILED, False) and context.pages:
            context.pages[0].screenshot(path=tmp_path / f"failed-{number}.png")
            request.node.add_report_section("teardown", "picture", f"{tmp_path}/failed-{number}.png")
        context.close()


@pytest.fixture
def picture(request: pytest.FixtureRequest) -> Callable[..., None]:
    """Take a screenshot, where `--pictures FOLDER` was given: from the top of the page, or of where one is."""
    folder = request.config.getoption("--pictures")

    def take(page: Page, name: str, here: bool = False) -> None:
        if not folder:
            return
        page.mouse.move(0, 0)
        if not here:
            page.evaluate("document.querySelector('[data-testid=stMain]')?.scrollTo({top: 0, behavior: 'instant'})")
        page.wait_for_timeout(800)
        expect(page.get_by_test_id("stSkeleton")).to_have_count(0)
        Path(folder).mkdir(parents=True, exist_ok=True)
        shot = Image.open(BytesIO(page.screenshot(style=PASSING)))
        # A page has few colours: 256 of them look the same and weigh a third.
        shot.convert("RGB").quantize(256, dither=Image.Dither.NONE).save(Path(folder) / f"{name}.png", optimize=True)

    return take


@pytest.fixture
def scenario() -> Scenario:
    """What the others play; a module whose teams need each other says so with one of its own."""
    return SCENARIO


@pytest.fixture
def line(server: Server) -> Iterator[Line]:
    """What lies between the browser and the server."""
    with Line(server.port) as line:
        yield line


@pytest.fixture
def others(server: Server, scenario: Scenario) -> Iterator[Others]:
    """An exercise in its tenth minute."""
    made = Others(server, scenario)
    assert made.seats["controller"].role is Role.CONTROLLER
    yield made
    made.store.close()


@pytest.fixture
def desk(server: Server, others: Others, sit: Callable[..., Page]) -> Page:
    """Ada's desk at Force HQ."""
    page = sit()
    page.context.add_cookies([{"name": "whitecell", "value": TOKEN, "url": server.address}])
    page.goto(f"{server.address}/desk")
    return page
