"""A real browser for the tests of the page: Chromium without a window, from the system."""

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from html import escape
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
WHY_NOT = "no Chromium on this machine; on Debian: apt-get install chromium"
_FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-default-apps",
    "--force-prefers-reduced-motion",
    "--virtual-time-budget=2000",
    "--window-size=1300,900",
    "--dump-dom",
)


def dom(page: str, *, fragment: str = "") -> str:
    """The document as it stands after the browser has loaded the page and run its scripts."""
    assert CHROMIUM
    # The browser may still write to its profile for a moment after it has answered.
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        file = Path(folder) / "page.html"
        file.write_text(page, "utf-8")
        command = [CHROMIUM, *_FLAGS, f"--user-data-dir={folder}/profile", file.as_uri() + fragment]
        return subprocess.run(command, capture_output=True, check=True, timeout=120).stdout.decode("utf-8")


def unguarded(page: str) -> str:
    """The page without its content security policy: what escaping alone must withstand, and probes can run in."""
    before, _, rest = page.partition('<meta http-equiv="Content-Security-Policy"')
    assert rest
    return before + rest[rest.index(">") + 1 :]


def probed(page: str, script: str) -> str:
    """The page without its policy and with a script at its end; `answer(...)` writes into the document."""
    answer = "const answer = (found) => { document.documentElement.dataset.answer = JSON.stringify(found); };"
    body, _, end = unguarded(page).rpartition("</body>")
    return f"{body}<script>{{{answer}{script}}}</script></body>{end}"


def framed(page: str, width: int, script: str, *, height: int = 800) -> str:
    """A page that shows another in a frame of so many pixels, and runs a script with its document as `inner`."""
    return (
        f'<!doctype html><iframe width="{width}" height="{height}" frameborder="0" srcdoc="{escape(page)}"></iframe>'
        "<script>const answer = (found) => { document.documentElement.dataset.answer = JSON.stringify(found); };"
        "document.querySelector('iframe').addEventListener('load', (event) => {"
        f"const inner = event.target.contentDocument; {script} }});</script>"
    )


@contextmanager
def listener() -> Iterator[tuple[int, list[str]]]:
    """A server on this machine: its port, and the paths that were asked of it."""
    asked: list[str] = []

    class Listening(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_: object) -> None: ...

    server = HTTPServer(("127.0.0.1", 0), Listening)
    thread = Thread(target=server.serve_forever)
    thread.start()
    try:
        yield server.server_port, asked
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
