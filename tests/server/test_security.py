"""Who is let in, and who is not."""

from __future__ import annotations

import os
import re
import socket
import unittest
from pathlib import Path

import cases
import workbench
from workbench import Workbench


def sockets_of(pid: int) -> list[tuple[str, str, str, str]]:
    """Every internet socket of a process: (family, own address, other address, state in hex)."""
    inodes = set()
    for handle in Path(f"/proc/{pid}/fd").iterdir():
        try:
            target = os.readlink(handle)
        except FileNotFoundError:
            continue  # closed since it was listed
        found = re.match(r"socket:\[(\d+)\]", target)
        if found:
            inodes.add(found[1])
    sockets = []
    for family in ("tcp", "tcp6", "udp", "udp6", "raw", "raw6"):
        for line in Path(f"/proc/{pid}/net/{family}").read_text().splitlines()[1:]:
            words = line.split()
            if words[9] in inodes:
                sockets.append((family, words[1], words[2], words[3]))
    return sockets


class Security(unittest.TestCase):
    def setUp(self) -> None:
        self.bench = workbench.shared()

    def test_it_listens_on_this_machine_alone_and_calls_nobody(self) -> None:
        home = "0100007F"
        sockets = sockets_of(self.bench.process.pid)
        listening = [s for s in sockets if s[3] == "0A"]
        self.assertEqual([(s[0], s[1]) for s in listening],
                         [("tcp", f"{home}:{self.bench.port:04X}")])
        for family, own, other, _ in sockets:
            self.assertEqual(family, "tcp")
            self.assertTrue(own.startswith(home), own)
            self.assertTrue(other.startswith((home, "00000000:0000")), other)

    def test_foreign_hosts_and_rebound_names_are_refused(self) -> None:
        port = self.bench.port
        for host in ("evil.example", f"evil.example:{port}", f"127.0.0.1.evil.example:{port}",
                     f"localhost.evil.example:{port}", f"0.0.0.0:{port}", f"[::1]:{port}",
                     f"127.0.0.1:{port + 1}", "127.0.0.1", "localhost", f"127.0.0.2:{port}",
                     f"localhost.:{port}", f"user@127.0.0.1:{port}", f"2130706433:{port}"):
            for target in ("/", "/api/v1/case"):
                answer = self.bench.get(target, Host=host)
                self.assertEqual((answer.status, answer.problem()), (403, "foreign_host"), host)
        self.assertEqual(self.bench.get("/api/v1/case", Host=f"localhost:{port}").status, 200)

    def test_foreign_origins_are_refused(self) -> None:
        port = self.bench.port
        for origin in ("http://evil.example", "null", f"https://127.0.0.1:{port}",
                       f"http://127.0.0.1:{port + 1}", f"http://localhost:{port}", "http://127.0.0.1"):
            for method in ("GET", "POST", "DELETE", "OPTIONS"):
                answer = self.bench.ask(method, "/api/v1/session", {"Origin": origin})
                self.assertEqual((answer.status, answer.problem()), (403, "foreign_origin"), origin)
                self.assertFalse([h for h in answer.headers if h.startswith("access-control")])
        for site in ("cross-site", "same-site"):
            answer = self.bench.get("/api/v1/case", Sec_Fetch_Site=site)
            self.assertEqual(answer.problem(), "foreign_origin")
        self.assertEqual(self.bench.ask("DELETE", "/api/v1/session", {"Origin": ""}).status, 403)
        self.assertEqual(self.bench.get("/api/v1/case").status, 200)

    def test_a_preflight_gets_no_leave(self) -> None:
        answer = self.bench.ask("OPTIONS", "/api/v1/case",
                                {"Access-Control-Request-Method": "GET"})
        self.assertEqual(answer.status, 405)
        self.assertFalse([h for h in answer.headers if h.startswith("access-control")])

    def test_the_cookie_is_for_this_server_alone(self) -> None:
        with Workbench(cases.simulated()) as other:
            answer = other.post_token(other.token)
            cookie = answer.headers["set-cookie"]
            self.assertTrue(cookie.startswith(f"cuibono_{other.port}="))
            for rule in ("HttpOnly", "SameSite=Strict", "Path=/"):
                self.assertIn(f"; {rule}", cookie)
            other.cookie = self.bench.cookie
            self.assertEqual(other.get("/api/v1/case").problem(), "no_session")
            other.cookie = f"{self.bench.cookie}; {cookie.split(';')[0]}"
            self.assertEqual(other.get("/api/v1/case").status, 200)

    def test_a_token_works_once_and_ten_wrong_ones_end_it(self) -> None:
        with Workbench(cases.simulated()) as bench:
            first = bench.token
            bench.enter()
            self.assertEqual(bench.post_token(first).problem(), "wrong_token")
            line = bench.wait_for("for another one: http")
            second = line.strip().split("#token=")[1]
            self.assertNotEqual(first, second)
            for _ in range(8):
                self.assertEqual(bench.post_token("A" * 43).problem(), "wrong_token")
            self.assertEqual(bench.post_token(second[:-1]).problem(), "token_void")
            bench.wait_for("ten wrong tokens")
            self.assertEqual(bench.post_token(second).problem(), "token_void")
            self.assertEqual(bench.get("/api/v1/case").status, 200, "who is in stays in")

    def test_no_other_file_of_the_machine_is_a_page(self) -> None:
        for target in ("/../../../../etc/passwd", "/..%2f..%2f..%2fetc%2fpasswd", "/%2e%2e/%2e%2e/etc/passwd",
                       "/assets/../../etc/passwd", "/assets/%2e%2e%2fcase.toml", "//etc/passwd",
                       "/etc/passwd", "/case.toml", "/evidence/manifest.jsonl", "/assets/%00",
                       "/%c0%ae%c0%ae/etc/passwd", "/..\\..\\etc\\passwd", "/api/v1/../../case.toml",
                       "/api/v1/records/..%2f..%2fcase.toml/1", "/api/v1/records/E0001/..%2f1",
                       "/api/v1/records/E0001/-1", "/api/v1/records/E0001/99999999999999999999",
                       "/api/v1/sources/%2e%2e/rows", "/%", "/%f", "/%gg", "/api/v1/findings/%ff"):
            answer = self.bench.get(target)
            self.assertIn(answer.status, (400, 404), target)
            answer.problem()
            self.assertNotIn(b"root:", answer.body)

    def test_every_answer_keeps_the_browser_here(self) -> None:
        for target in ("/", "/nothing", "/api/v1/case", "/api/v1/nothing", "/api/v1/problems"):
            headers = self.bench.get(target).headers
            self.assertIn("default-src 'self'", headers["content-security-policy"])
            self.assertIn("frame-ancestors 'none'", headers["content-security-policy"])
            self.assertNotIn("unsafe", headers["content-security-policy"])
            self.assertEqual(headers["x-content-type-options"], "nosniff")
            self.assertEqual(headers["referrer-policy"], "no-referrer")
            self.assertNotIn("server", headers)

    def test_an_ended_session_is_ended(self) -> None:
        with Workbench(cases.simulated()) as bench:
            bench.enter()
            stream = bench.listen()
            self.assertEqual(bench.ask("DELETE", "/api/v1/session").status, 204)
            self.assertEqual(bench.get("/api/v1/case").problem(), "no_session")
            stream.read()  # ends

    def test_what_is_no_http_is_refused(self) -> None:
        for text in (b"\x16\x03\x01\x00\xa5\x01\x00\x00\xa1\x03\x03" + b"\0" * 30 + b"\r\n\r\n", b"HELO x\r\n\r\n",
                     b"GET http://evil.example/ HTTP/1.1\r\nHost: evil.example\r\n\r\n",
                     b"CONNECT evil.example:443 HTTP/1.1\r\nHost: evil.example:443\r\n\r\n",
                     b"GET / HTTP/1.1\r\n\r\n", b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n"):
            with socket.create_connection(("127.0.0.1", self.bench.port), timeout=10) as client:
                client.sendall(text)
                client.shutdown(socket.SHUT_WR)
                heard = b""
                while piece := client.recv(65536):
                    heard += piece
            self.assertRegex(heard, rb"^HTTP/1\.1 (400|403) ")


if __name__ == "__main__":
    unittest.main()
