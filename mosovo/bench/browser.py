"""A signed-in browser without scripts: one connection kept open, cookies kept, the whole answer read."""

import http.client
import re
import time
import urllib.parse
from http.cookies import SimpleCookie

from mosovo.bench.scratch import BenchError

TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="([^"]+)"')


class Browser:
    """Signs in as one person by the sign-in page."""

    def __init__(self, port: int, name: str, password: str) -> None:
        self.name = name
        self.cookies: dict[str, str] = {}
        self._port = port
        self._line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        _, page = self._ask("GET", "/sign-in/")
        token = TOKEN.search(page)
        if token is None:
            raise BenchError("The sign-in page holds no form.")
        form = {"username": name, "password": password, "csrfmiddlewaretoken": token[1].decode()}
        status, _ = self._ask("POST", "/sign-in/", urllib.parse.urlencode(form))
        if status not in {302, 303}:
            raise BenchError(f"{name} could not sign in: {status}.")

    def get(self, path: str) -> float:
        """Milliseconds from asking until the whole page is here; BenchError for anything but a page."""
        start = time.perf_counter()
        status, page = self._ask("GET", path)
        took = (time.perf_counter() - start) * 1000
        if status != 200 or b"</html>" not in page:
            raise BenchError(f"{self.name} was answered {status} at {path}.")
        return took

    def read(self, path: str) -> str:
        """The page as text."""
        return self._ask("GET", path)[1].decode()

    def _ask(self, method: str, path: str, body: str = "") -> tuple[int, bytes]:
        headers = {
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
            "Referer": f"http://127.0.0.1:{self._port}/",
        }
        if body:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            self._line.request(method, path, body or None, headers)
            answer = self._line.getresponse()
        except (http.client.RemoteDisconnected, BrokenPipeError):
            # The server closes a line that was idle; a browser opens another.
            self._line.close()
            self._line.request(method, path, body or None, headers)
            answer = self._line.getresponse()
        for cookie in answer.headers.get_all("Set-Cookie") or []:
            self.cookies |= {name: morsel.value for name, morsel in SimpleCookie(cookie).items()}
        return answer.status, answer.read()
