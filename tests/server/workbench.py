"""A started `cuibono serve`, and a browser that says exactly what it is told."""

from __future__ import annotations

import atexit
import functools
import http.client
import json
import queue
import re
import shutil
import signal
import subprocess
import threading
import time
from pathlib import Path
from typing import Any, NamedTuple

import cases

ADDRESS = re.compile(r"^http://127\.0\.0\.1:(\d+)/#token=([\w-]{43})\n$")


class Answer(NamedTuple):
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    def problem(self) -> str:
        """The name of its problem; it must be one as RFC 9457 has it."""
        said = self.json
        assert self.headers["content-type"] == "application/problem+json", self
        assert said["status"] == self.status, self
        assert said["type"].startswith("/problems/"), self
        return said["type"].removeprefix("/problems/")


class Workbench:
    """`with Workbench(case) as bench:` ends it with SIGTERM, and it must end well."""

    def __init__(self, case: Path, *words: str, before: tuple[str, ...] = ()):
        command = [*before, str(cases.program()), "-C", str(case), "serve", *words]
        self.process = subprocess.Popen(command, stdin=subprocess.DEVNULL, text=True,
                                        stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        self.lines: queue.Queue[str] = queue.Queue()
        self.said = ""
        self.reader = threading.Thread(target=self._read_stderr, daemon=True)
        self.reader.start()
        assert self.process.stdout
        line = self.process.stdout.readline()
        found = ADDRESS.match(line)
        if not found:
            self.process.kill()
            raise AssertionError(f"serve said {line!r}\n{self.process.wait()}\n{self.said}")
        self.port, self.token = int(found[1]), found[2]
        self.origin = f"http://127.0.0.1:{self.port}"
        self.cookie = ""

    def _read_stderr(self) -> None:
        assert self.process.stderr
        for line in self.process.stderr:
            self.said += line
            self.lines.put(line)

    def __enter__(self) -> Workbench:
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        code = self.end()
        if kind is None:
            assert code == 0, f"exit {code}\n{self.said}"

    def end(self, how: int = signal.SIGTERM) -> int:
        if self.process.poll() is None:
            self.process.send_signal(how)
        try:
            code = self.process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            raise
        self.reader.join(timeout=5)
        assert self.process.stdout and self.process.stderr
        self.process.stdout.close()
        self.process.stderr.close()
        return code

    def ask(self, method: str, target: str, headers: dict[str, str] | None = None,
            body: str | None = None) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            sent = {"Cookie": self.cookie} if self.cookie else {}
            if method not in ("GET", "HEAD"):
                sent["Origin"] = self.origin
            sent |= headers or {}
            connection.request(method, target, body,
                               {name: text for name, text in sent.items() if text != ""})
            answer = connection.getresponse()
            return Answer(answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read())
        finally:
            connection.close()

    def get(self, target: str, **headers: str) -> Answer:
        return self.ask("GET", target, {k.replace("_", "-"): v for k, v in headers.items()})

    def post_token(self, token: str, **headers: str) -> Answer:
        return self.ask("POST", "/api/v1/session", {"Content-Type": "application/json"} | headers,
                        json.dumps({"token": token}))

    def enter(self) -> Workbench:
        answer = self.post_token(self.token)
        assert answer.status == 204, answer
        self.cookie = answer.headers["set-cookie"].split(";")[0]
        return self

    def wait_for(self, text: str, seconds: float = 30) -> str:
        """The first line on stderr that holds the text."""
        last = time.monotonic() + seconds
        while True:
            try:
                line = self.lines.get(timeout=max(0.01, last - time.monotonic()))
            except queue.Empty:
                raise AssertionError(f"{text!r} was not said in {seconds} s:\n{self.said}") from None
            if text in line:
                return line

    def wait_until_ready(self) -> Workbench:
        last = time.monotonic() + 60
        while (state := self.get("/api/v1/case").json["network"]) != "ready":
            assert state == "loading" and time.monotonic() < last, state
            time.sleep(0.05)
        return self

    def listen(self) -> http.client.HTTPResponse:
        """An open stream of events."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        connection.request("GET", "/api/v1/events", headers={"Cookie": self.cookie})
        answer = connection.getresponse()
        assert answer.status == 200 and answer.headers["content-type"] == "text/event-stream"
        return answer


@functools.cache
def shared() -> Workbench:
    """One of the simulated case, in which somebody is, for tests that leave it as it is."""
    bench = Workbench(cases.simulated()).enter().wait_until_ready()
    atexit.register(bench.end)
    return bench


def next_event(stream: http.client.HTTPResponse, name: str) -> dict[str, Any]:
    """The data of the next event of this name."""
    found = ""
    while line := stream.readline().decode().strip("\n"):
        if line.startswith("event: "):
            found = line.removeprefix("event: ")
        elif line.startswith("data: "):
            data = json.loads(line.removeprefix("data: "))
            stream.readline()
            if found == name:
                return data
        elif line.startswith(":"):
            stream.readline()
    raise AssertionError(f"the stream ended before an event {name}")


def copy_of(case: Path, name: str) -> Path:
    """A case that may be changed."""
    copy = cases.FOLDER / name
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(case, copy)
    return copy


def run_again(case: Path, title: str) -> None:
    """A run that gives other results: the brief has another title."""
    settings = case / "case.toml"
    lines = settings.read_text().split("\n")
    at = next(i for i, line in enumerate(lines) if line.startswith("title"))
    lines[at] = f'title = "{title}"'
    settings.write_text("\n".join(lines))
    cases.call("-C", str(case), "run")
