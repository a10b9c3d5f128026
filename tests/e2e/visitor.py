"""A person at a browser, and everything that went wrong while they used it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from playwright.sync_api import (
    BrowserContext,
    ConsoleMessage,
    Download,
    Error,
    FilePayload,
    Locator,
    Page,
    Response,
    expect,
)

from tests.cast import PASSWORD
from tests.e2e.inspection import Inspector

_REFUSED = re.compile(r"Failed to load resource: the server responded with a status of 4\d\d")


@dataclass
class Visitor:
    """One browser of its own, with cookies of its own."""

    context: BrowserContext
    page: Page
    address: str
    inspector: Inspector
    complaints: list[str] = field(default_factory=list)
    _expected: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.page.on("console", self._on_console)
        self.page.on("pageerror", self._on_error)
        self.page.on("response", self._on_response)

    def sign_in(self, email: str, password: str = PASSWORD) -> None:
        self.open("/account/login/")
        self.fill("E-mail address", email)
        self.fill("Password", password)
        self.press("Sign in")

    def open(self, path: str) -> None:
        """Go to an address, once what the last click started has come to its end."""
        self.page.wait_for_load_state("networkidle")
        try:
            self.page.goto(f"{self.address}{path}")
        except Error as error:
            # A form's own redirect that arrives this late aborts ours; a reader would click again.
            if "ERR_ABORTED" not in str(error):
                raise
            self.page.wait_for_load_state("networkidle")
            self.page.goto(f"{self.address}{path}")

    def look(self, name: str) -> None:
        """Inspect the page that is open; what is wrong fails the journey at its end."""
        self.complaints += self.inspector.inspect(self.page, name)

    def title(self, words: str | re.Pattern[str]) -> None:
        expect(self.page.get_by_role("heading", level=1)).to_have_text(words)

    def sees(self, words: str | re.Pattern[str]) -> None:
        expect(self.page.get_by_text(words).first).to_be_visible()

    def follow(self, name: str | re.Pattern[str]) -> None:
        """Click the first link of that name on the page, not in the frame around it."""
        self.main.get_by_role("link", name=name).first.click()

    def press(self, name: str | re.Pattern[str]) -> None:
        self.main.get_by_role("button", name=name).first.click()

    def confirm(self, name: str | re.Pattern[str]) -> None:
        """Press a button, and the one in the dialog that asks once more."""
        self.press(name)
        self.page.locator("#confirm-dialog [data-confirm-button]").click()

    def fill(self, label: str, value: str) -> None:
        self.field(label).fill(value)

    def choose(self, label: str, option: str) -> None:
        self.field(label).select_option(label=option)

    def tick(self, group: str, option: str) -> None:
        """Choose a radio button or check box within its named group."""
        self.main.get_by_role("group", name=group).get_by_label(option, exact=True).check()

    def upload(self, label: str, name: str, content: bytes, kind: str = "text/csv") -> None:
        self.field(label).set_input_files(FilePayload(name=name, mimeType=kind, buffer=content))

    def field(self, label: str) -> Locator:
        words = re.compile(rf"^\s*{re.escape(label)}(\s+optional)?\s*$")
        return self.main.get_by_label(words).first

    def unfold(self, summary: str | re.Pattern[str]) -> None:
        """Open a folded part of the page, unless it is open."""
        fold = self.main.locator("details").filter(
            has=self.page.locator("> summary", has_text=summary)
        )
        if fold.last.get_attribute("open") is None:
            fold.last.locator("> summary").click()

    def menu(self, entry: str) -> None:
        """An entry of the person's own menu."""
        self.page.locator(".ms-menu-user summary").click()
        panel = self.page.locator(".ms-menu-user .ms-menu-panel")
        panel.get_by_text(entry, exact=True).click()

    def download(self, name: str | re.Pattern[str]) -> Download:
        with self.page.expect_download() as coming:
            self.main.get_by_role("link", name=name).first.click()
        return coming.value

    @property
    def main(self) -> Locator:
        return self.page.locator("main")

    @contextmanager
    def expecting(self, *statuses: int) -> Iterator[None]:
        """Within, an answer of one of these statuses is what should happen."""
        self._expected |= set(statuses)
        yield
        self.page.wait_for_load_state()
        self._expected -= set(statuses)

    def post(self, path: str, **fields: str) -> int:
        """Send a form of our own making, with the token of the page that is open; the status."""
        token = self.page.locator("input[name=csrfmiddlewaretoken]").first.input_value()
        answer = self.context.request.post(
            f"{self.address}{path}",
            form={"csrfmiddlewaretoken": token, **fields},
            headers={"Referer": self.page.url},
            max_redirects=0,
        )
        return answer.status

    def status_of(self, path: str) -> int:
        return self.context.request.get(f"{self.address}{path}", max_redirects=0).status

    def _on_console(self, message: ConsoleMessage) -> None:
        if message.type != "error" or _REFUSED.match(message.text):
            return  # a refusal is judged by its status, below
        self.complaints.append(f"console on {self.page.url}: {message.text}")

    def _on_error(self, error: Error) -> None:
        self.complaints.append(f"script error on {self.page.url}: {error.message}")

    def _on_response(self, response: Response) -> None:
        if response.status >= 400 and response.status not in self._expected:
            self.complaints.append(f"{response.status} from {response.url}")
