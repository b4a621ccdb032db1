"""Several processes behind nginx, with the file that docs/operating.md hands out."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from exercise.store import open_store
from exercise.ui.theme import settings
from exercise.web import app
from tests.browser.server import WHITECELL
from tests.nginx import Site, fenced, or_say_so, site
from tests.postgres import NotInstalled

pytestmark = pytest.mark.postgres
CONF = fenced("nginx")


@pytest.fixture(scope="module")
def behind() -> Iterator[Site]:
    """Two processes on one database, started at once, with nginx in front."""
    try:
        with site(2) as made:
            yield made
    except NotInstalled as missing:
        or_say_so(missing)


def visitor(behind: Site) -> httpx.Client:
    """A browser that nobody has seen before."""
    return httpx.Client(base_url=behind.address, verify=behind.trust)


@contextmanager
def signed_in(behind: Site) -> Iterator[httpx.Client]:
    """The controller's browser."""
    # Wrong guesses speak of a password as well.
    first = next(server for server in behind.servers if re.search(r"password \S", "".join(server.said)))
    with visitor(behind) as browser:
        assert browser.post("/login", data={"name": "controller", "password": first.password()}).status_code == 303
        yield browser


def seconds(setting: str, location: str) -> int:
    """A time-out of the file, within one location."""
    block = re.search(rf"location {re.escape(location)} {{(.*?)}}", CONF, re.DOTALL)
    assert block, location
    found = re.search(rf"{setting} +(\d+)s;", block[1])
    assert found, setting
    return int(found[1])


def test_of_processes_that_start_at_once_one_makes_the_account(behind: Site) -> None:
    """An empty database gets its tables and its first account once, whoever is first."""
    store = open_store(behind.url)
    assert [account.name for account in store.accounts()] == ["controller"]
    store.close()


def test_http_only_points_to_https(behind: Site) -> None:
    """Nothing is served in the clear."""
    answer = httpx.get(f"http://localhost:{behind.plain}/join")
    assert answer.status_code == 301
    assert answer.headers["location"] == "https://localhost/join"


def test_a_login_over_https_is_for_https_alone(behind: Site) -> None:
    """The processes know from nginx that people came by HTTPS."""
    with signed_in(behind) as browser:
        (cookie,) = [cookie for cookie in browser.cookies.jar if cookie.name == "__Host-whitecell"]
        assert cookie.secure
        assert browser.get("/control").status_code == 200


def test_a_login_counts_with_every_process(behind: Site) -> None:
    """The cookie that one process gave opens the pages of the other."""
    with signed_in(behind) as browser:
        for server in behind.servers:
            cookies = f"__Host-whitecell={browser.cookies['__Host-whitecell']}; whitecell_at={server.port}"
            answer = httpx.get(f"{behind.address}/control", headers={"Cookie": cookies}, verify=behind.trust)
            assert (answer.status_code, answer.headers["set-cookie"].split(";")[0]) == (
                200,
                f"whitecell_at={server.port}",
            )


def test_a_browser_stays_with_the_process_that_served_it(behind: Site) -> None:
    """Newcomers are spread over the processes; whoever came once comes back to the same one."""
    homes = set()
    for _ in range(6):
        with visitor(behind) as browser:
            browser.get("/join")
            home = browser.cookies["whitecell_at"]
            for _ in range(4):
                browser.get("/join")
                assert browser.cookies["whitecell_at"] == home
            homes.add(home)
    assert homes == {str(server.port) for server in behind.servers}


def test_scripts_are_asked_for_once(behind: Site) -> None:
    """What never changes under its name comes from nginx the second time, and may stay in the browser."""
    with signed_in(behind) as browser:
        (script, *_) = re.findall(r'src="\.?(/static/[^"]+\.js)"', browser.get("/control").text)
        first, second = browser.get(script), browser.get(script)
    assert (first.status_code, second.headers["x-cache"]) == (200, "HIT")
    assert first.content == second.content
    assert "immutable" in second.headers["cache-control"]
    assert "set-cookie" not in second.headers


def test_pages_are_never_kept(behind: Site) -> None:
    """What depends on who asks is asked for every time."""
    with signed_in(behind) as browser:
        page, form = browser.get("/control"), browser.get("/join")
    assert (page.headers["cache-control"], form.headers["cache-control"]) == ("no-cache", "no-store")
    assert page.headers["strict-transport-security"].startswith("max-age=")


def test_whoever_is_with_a_process_that_hangs_is_taken_to_another(behind: Site) -> None:
    """A page asks who serves, is told by another process, and stays with that one; nobody signs in again."""
    hanging, other = behind.servers
    with signed_in(behind) as browser:
        browser.cookies.set("whitecell_at", str(hanging.port), domain="localhost.local")
        hanging.freeze()
        try:
            asked = browser.get("/_stcore/health", timeout=15)
            assert (asked.status_code, browser.cookies["whitecell_at"]) == (200, str(other.port))
            assert browser.get("/control").status_code == 200
        finally:
            hanging.thaw()


def test_another_site_is_kept_out(behind: Site) -> None:
    """The guard still knows a foreign page from its own."""
    with visitor(behind) as browser:
        assert browser.get("/join", headers={"Origin": behind.address}).status_code == 200
        assert browser.get("/join", headers={"Origin": "https://evil.example"}).status_code == 403


def test_nobody_chooses_the_address_they_are_counted_by(behind: Site) -> None:
    """Wrong guesses count for the address that nginx saw, whatever a visitor claims."""
    with visitor(behind) as browser:
        answer = browser.post("/join", data={"code": "ZZZZZ-ZZZZZ"}, headers={"X-Forwarded-For": "198.51.100.7"})
        assert answer.status_code == 403
    said = "".join("".join(server.said) for server in behind.servers)
    assert "wrong code or password" in said
    assert "198.51.100.7" not in said


def test_bodies_have_a_limit(behind: Site) -> None:
    """A flood is stopped at the door; a file may be as long as Whitecell takes it."""
    longest = settings()["server.maxUploadSize"] * 2**20
    with signed_in(behind) as browser:
        assert browser.post("/draft", content=b"x" * 300_000).status_code == 413
        file = browser.put("/_stcore/upload_file/nobody/none", files={"file": b"x" * longest})
        assert file.status_code not in (404, 413)
        more = browser.put("/_stcore/upload_file/nobody/none", files={"file": b"x" * (longest + 2**20 + 1)})
        assert more.status_code == 413


def test_the_log_keeps_no_code(behind: Site) -> None:
    """A code in the address of a QR picture, and the page somebody came from, are not written down."""
    with visitor(behind) as browser:
        browser.get("/join?code=MYSEC-RETXX", headers={"Referer": "https://localhost/join?code=MYSEC-RETXX"})
        browser.get("/enter?token=a-secret-token")
    log = (behind.folder / "whitecell.log").read_text()
    assert "GET /join 200" in log
    assert "MYSEC" not in log
    assert "a-secret" not in log


@pytest.mark.parametrize("location", ["= /_stcore/stream", "= /live"])
def test_the_heartbeat_is_under_half_of_what_the_proxy_waits(location: str) -> None:
    """One lost beat (Uvicorn's ping) does not cut a connection, on the pages' socket and the live signal alike."""
    for timeout in ("proxy_read_timeout", "proxy_send_timeout"):
        assert seconds(timeout, location) > 2 * app.PING


def test_a_page_asks_for_longer_than_nginx_waits_for_one_process() -> None:
    """Streamlit's page gives up its question after 15 s; by then nginx must have asked another process."""
    patience = 15
    assert 2 * seconds("proxy_read_timeout", "~ ^/(draft|_stcore/(health|host-config))$") < patience


def test_the_unit_is_one_that_systemd_takes(tmp_path: Path) -> None:
    """`systemd-analyze verify` finds nothing to say about it."""
    analyze = shutil.which("systemd-analyze")
    if analyze is None:
        missing = "systemd-analyze is not installed, so the unit was not verified (Debian: systemd)."
        if "systemd" in os.environ.get("WHITECELL_REQUIRE", ""):
            pytest.fail(missing)
        pytest.skip(missing)
    unit = fenced("ini", "[Unit]").replace("/opt/whitecell/.venv/bin/whitecell", str(WHITECELL))
    (tmp_path / "whitecell@.service").write_text(unit)
    command = [analyze, "verify", "--man=no", "--recursive-errors=no", tmp_path / "whitecell@8501.service"]
    found = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (found.returncode, found.stderr) == (0, "")


def test_the_unit_starts_what_is_tried_here(behind: Site) -> None:
    """The arguments in the systemd unit are those that these tests start the processes with."""
    unit = fenced("ini", "[Unit]")
    (line,) = re.findall(r"^ExecStart=(.*)$", unit, re.MULTILINE)
    server = behind.servers[0]
    assert [word.replace("%i", str(server.port)) for word in shlex.split(line)[1:]] == server.command[1:]
