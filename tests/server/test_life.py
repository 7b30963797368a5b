"""From the start to the end: reloads, second browsers, runs meanwhile, disks that go, deaths."""

from __future__ import annotations

import http.client
import json
import os
import shutil
import signal
import socket
import subprocess
import threading
import time
import unittest
from pathlib import Path

import cases
import workbench
from workbench import Workbench, copy_of, next_event, run_again


def audit_of(case: Path) -> list[dict[str, object]]:
    return [json.loads(line)["entry"] for line in (case / "audit.jsonl").read_text().splitlines()]


def can_mount() -> bool:
    """Whether this machine lets a test mount in a namespace of its own."""
    done = subprocess.run(["unshare", "--mount", "--map-root-user", "true"] if os.getuid() else
                          ["unshare", "--mount", "true"], capture_output=True, check=False)
    return done.returncode == 0


class Life(unittest.TestCase):
    def test_a_reload_and_a_second_window_go_on_with_the_cookie(self) -> None:
        bench = workbench.shared()
        first = bench.get("/api/v1/overview")
        self.assertEqual(first.status, 200)
        again = bench.get("/api/v1/overview", If_None_Match=first.headers["etag"])
        self.assertEqual((again.status, again.body), (304, b""))
        streams = [bench.listen() for _ in range(3)]
        revisions = {next_event(s, "revision")["revision"] for s in streams}
        self.assertEqual(revisions, {first.headers["etag"].strip('"')})
        for stream in streams:
            stream.close()

    def test_a_second_browser_takes_the_second_address(self) -> None:
        with Workbench(cases.simulated()) as bench:
            bench.enter()
            one = bench.cookie
            bench.token = bench.wait_for("for another one: http").strip().split("#token=")[1]
            bench.enter()
            self.assertNotEqual(bench.cookie, one)
            for cookie in (one, bench.cookie):
                self.assertEqual(bench.get("/api/v1/case", Cookie=cookie).status, 200)

    def test_a_killed_server_refuses_and_a_new_one_knows_nobody(self) -> None:
        bench = Workbench(cases.simulated()).enter()
        stream = bench.listen()
        bench.end(signal.SIGKILL)
        with self.assertRaises(ConnectionRefusedError):
            bench.get("/api/v1/case")
        try:
            stream.read()
        except (http.client.HTTPException, OSError):
            pass  # ended in the middle, as it should
        with Workbench(cases.simulated(), "--port", str(bench.port)) as fresh:
            self.assertNotEqual(fresh.token, bench.token)
            self.assertEqual(fresh.get("/api/v1/case", Cookie=bench.cookie).problem(), "no_session")
            self.assertEqual(fresh.post_token(bench.token).problem(), "wrong_token")

    def test_each_signal_ends_it_well_also_while_it_reads(self) -> None:
        for how in (signal.SIGINT, signal.SIGTERM):
            bench = Workbench(cases.simulated())
            began = time.monotonic()
            self.assertEqual(bench.end(how), 0, bench.said)
            self.assertLess(time.monotonic() - began, 10)

    def test_an_end_closes_listeners_and_idle_connections(self) -> None:
        bench = Workbench(cases.simulated()).enter()
        stream = bench.listen()
        with socket.create_connection(("127.0.0.1", bench.port)) as idle:
            began = time.monotonic()
            self.assertEqual(bench.end(), 0)
            self.assertLess(time.monotonic() - began, 10)
            try:
                self.assertEqual(idle.recv(1), b"")
            except ConnectionResetError:
                pass  # it was not taken in yet
        stream.read()

    def test_a_run_meanwhile_is_seen(self) -> None:
        case = copy_of(cases.simulated(), "served-run")
        with Workbench(case) as bench:
            bench.enter().wait_until_ready()
            before = bench.get("/api/v1/overview").headers["etag"]
            stream = bench.listen()
            self.assertEqual(f'"{next_event(stream, "revision")["revision"]}"', before)
            run_again(case, "Another title")
            now = next_event(stream, "revision")["revision"]
            self.assertNotEqual(f'"{now}"', before)
            self.assertEqual(next_event(stream, "network")["state"], "ready")
            answer = bench.get("/api/v1/case")
            self.assertEqual(answer.json["title"], "Another title")
            self.assertEqual(answer.json["revision"], now)
            fresh = bench.get("/api/v1/overview", If_None_Match=before)
            self.assertEqual((fresh.status, fresh.headers["etag"]), (200, f'"{now}"'))
            old = before.strip('"')
            self.assertEqual(bench.get(f"/api/v1/overview?revision={old}").problem(), "stale")
            stream.close()

    def test_files_that_vanish_are_told_and_their_return_as_well(self) -> None:
        case = copy_of(cases.simulated(), "served-gone")
        with Workbench(case) as bench:
            bench.enter().wait_until_ready()
            stream = bench.listen()
            case.rename(case.with_name("elsewhere"))
            self.assertEqual(next_event(stream, "files")["state"], "gone")
            answer = bench.get("/api/v1/overview")
            self.assertEqual((answer.status, answer.problem()), (503, "files_gone"))
            self.assertIn("retry-after", answer.headers)
            bench.wait_for("the files of the case are gone")
            self.assertEqual(bench.get("/").status, 200)
            case.with_name("elsewhere").rename(case)
            self.assertEqual(next_event(stream, "files")["state"], "back")
            self.assertEqual(bench.get("/api/v1/overview").status, 200)
            stream.close()

    def test_results_that_cannot_be_read_leave_the_old_ones(self) -> None:
        case = copy_of(cases.simulated(), "served-broken")
        with Workbench(case) as bench:
            bench.enter().wait_until_ready()
            before = bench.get("/api/v1/overview")
            shutil.copytree(case / "out", case / "kept")
            manifest = case / "out/manifest.json"
            manifest.write_text(manifest.read_text().replace("brief.json", "no.json"))
            bench.wait_for("error:")
            self.assertEqual(bench.get("/api/v1/overview").body, before.body)

    def test_readings_of_rows_are_audited_each_time(self) -> None:
        case = copy_of(cases.simulated(), "served-audit")
        with Workbench(case, "--read-only") as bench:
            bench.enter()
            self.assertTrue(bench.get("/api/v1/case").json["read_only"])
            for target in ("/api/v1/records/E0001/2", "/api/v1/records/E0001/2",
                           "/api/v1/sources/E0001/rows?limit=3"):
                lines = len(audit_of(case))
                answer = bench.get(target)
                self.assertEqual(answer.status, 200, answer)
                self.assertEqual(answer.headers["cache-control"], "no-store")
                self.assertEqual(len(audit_of(case)), lines + 1, target)
            lines = len(audit_of(case))
            bench.get("/api/v1/overview")
            bench.get("/api/v1/findings")
            self.assertEqual(len(audit_of(case)), lines)
        cases.call("-C", str(case), "verify")  # the chain holds

    def test_a_read_only_disk_is_served_and_keeps_its_rows_closed(self) -> None:
        if not can_mount():
            self.skipTest("this machine lets no test mount a file system read-only")
        case = copy_of(cases.simulated(), "served-ro")
        before = (case / "audit.jsonl").read_bytes()
        mount = 'mount --bind "$0" "$0" && mount -o remount,ro,bind "$0" && exec "$@"'
        space = ["unshare", "--mount"] + (["--map-root-user"] if os.getuid() else [])
        with Workbench(case, before=(*space, "sh", "-c", mount, str(case))) as bench:
            bench.enter().wait_until_ready()
            self.assertEqual(bench.get("/api/v1/overview").status, 200)
            answer = bench.get("/api/v1/records/E0001/2")
            self.assertEqual((answer.status, answer.problem()), (403, "closed"))
            self.assertTrue(answer.json["hint"])
            self.assertEqual(bench.get("/api/v1/sources/E0001/rows").problem(), "closed")
        self.assertEqual((case / "audit.jsonl").read_bytes(), before)

    def test_a_case_that_was_never_run_says_what_to_do(self) -> None:
        case = cases.FOLDER / "never-run"
        cases.call("init", str(case))
        done = subprocess.run([str(cases.program()), "-C", str(case), "serve"], timeout=60,
                              capture_output=True, text=True, check=False)
        self.assertNotEqual(done.returncode, 0)
        self.assertEqual(done.stdout, "")
        self.assertIn("no results yet", done.stderr)
        self.assertIn(" run", done.stderr)
        nowhere = subprocess.run([str(cases.program()), "-C", str(case / "x"), "serve"], timeout=60,
                                 capture_output=True, text=True, check=False)
        self.assertEqual((nowhere.returncode, nowhere.stdout), (3, ""))

    def test_a_taken_port_is_told(self) -> None:
        bench = workbench.shared()
        done = subprocess.run([str(cases.program()), "-C", str(cases.simulated()), "serve", "--port",
                               str(bench.port)], timeout=60, capture_output=True, text=True, check=False)
        self.assertEqual((done.returncode, done.stdout), (5, ""))
        self.assertIn("--port", done.stderr)
        for port in ("70000", "x", "-1"):
            done = subprocess.run([str(cases.program()), "-C", str(cases.simulated()), "serve", "--port",
                                   port], timeout=60, capture_output=True, text=True, check=False)
            self.assertEqual(done.returncode, 2, port)

    def test_opening_a_browser_uses_no_shell_and_its_failure_is_a_note(self) -> None:
        folder = cases.FOLDER / "browser"
        folder.mkdir(exist_ok=True)
        told = folder / "told.txt"
        browser = folder / "xdg-open"
        browser.write_text(f'#!/bin/sh\nprintf "%s|" "$@" >"{told}"\nls -l /proc/$$/fd >>"{told}"\n')
        browser.chmod(0o755)
        with Workbench(cases.simulated(), "--open",
                       before=("env", f"PATH={folder}:{os.environ['PATH']}")) as bench:
            for _ in range(100):
                if told.exists() and told.read_text().count("\n") > 3:
                    break
                time.sleep(0.05)
            address, handles = told.read_text().split("|")
            self.assertEqual(address, f"{bench.origin}/#token={bench.token}")
            self.assertIn("/dev/null", handles)
            self.assertNotIn("socket:", handles)
            self.assertNotIn(str(cases.simulated()), handles)
        with Workbench(cases.simulated(), "--open", before=("env", f"PATH={told.parent}/none")) as bench:
            bench.wait_for("note: xdg-open")

    def test_two_hundred_at_once(self) -> None:
        bench = workbench.shared()
        statuses: list[int] = []

        def ask() -> None:
            for target in ("/api/v1/case", "/api/v1/overview", "/"):
                statuses.append(bench.get(target).status)

        threads = [threading.Thread(target=ask) for _ in range(200)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(statuses, [200] * 600)


if __name__ == "__main__":
    unittest.main()
