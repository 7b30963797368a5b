"""Evidence is written by criminals: what they put into cells, names and settings must stay text everywhere."""

from __future__ import annotations

import csv
import functools
import html.parser
import io
import json
import re
import shutil
import subprocess
import unittest
from pathlib import Path

import cases

ATTACKS = [
    "<script>document.title='owned'</script>",
    "<img src=x onerror=\"document.title='owned'\">",
    "\"><svg/onload=document.title='owned'>",
    "<a href=\"javascript:document.title='owned'\">here</a>",
    "</style><script>document.title='owned'</script>",
    "</title></bdi></td></table><iframe src=//example.org></iframe>",
    "' onmouseover='document.title=1' x='",
    "{reported} {x} {{ constructor }} ${x} %s %n",
    "\u202Egnp.exe\u202C \u2066x\u2069 \u200F",
    "\x1b[31mred\x1b[0m\x1b]0;owned\x07\x9b31m",
    "=cmd|'/C calc'!A0",
    "@SUM(1+1)",
    "\U0001F600\U0001F468\u200D\U0001F469\u200D\U0001F467 \u0645\u0631\u064A\u0645 \u05E9\u05DC\u05D5\u05DD",
    "&lt;script&gt; &#60;script&#62; &amp;",
    "<!-- --><![CDATA[ ]]><?php ?>",
    "x" * 10_000,
]
TAGS = set("html head meta title style body div header h1 h2 h3 p nav a main section ol ul li span bdi "
           "details summary b table caption thead tbody tr th td svg text rect path circle line use g desc figure figcaption footer br".split())
VOID = {"meta", "br"}
DRAWN = {"rect", "path", "circle", "line", "use"}  # written as <rect … />
ATTRIBUTES = set("lang charset name content http-equiv class id href aria-label role tabindex scope "
                 "viewbox x y width height d cx cy r x1 y1 x2 y2 "
                 "text-anchor fill fill-opacity stroke stroke-opacity stroke-width".split())
CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


def table(rows: list[list[str]]) -> str:
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue()


def attack(number: int) -> str:
    return ATTACKS[number % len(ATTACKS)]


def write_files(folder: Path) -> list[Path]:
    n = 2 * len(ATTACKS)
    phones = [f"+999371200{i:05d}" for i in range(n)]
    reports = [["Crime reference", "Date reported", "Victim name", "Country", "Telephone", "Email",
                "Payment date", "Amount", "Currency", "Victim account", "Paid to account", "Platform",
                "Numbers that called", "Statement"]]
    statements = [["Account", "Booked at", "Description", "Counterparty", "Counterparty account",
                   "Debit", "Credit", "Currency", "Balance"]]
    for i in range(n):
        day = f"2025-02-{i % 27 + 1:02d}"
        reports.append([f"R-{i:04d}", day, attack(i), "LT", phones[i], f"person{i}@example.org", day,
                        f"{1000 + i}.00", "EUR", "", "EE474060001113242138", attack(i + 1),
                        "+99937090596638; +99937062506566", attack(i + 2)])
        statements.append(["EE474060001113242138", f"{day} 10:00:00", attack(i), attack(i + 3),
                           f"ACC{i:08d}", "", f"{1000 + i}.00", "EUR", f"{5000 + i}.00"])
    watch = [["No", "Name", "Aliases", "Birth date", "Country", "Phone", "Role", "Note", "Listed by",
              "Listed on"]]
    for i in range(n):
        watch.append([str(i), attack(i), attack(i + 4), "1980-01-02", "LT", f"+9993706250{i:04d}",
                      attack(i + 1), "according to A: " + attack(i), attack(i + 5), "2024-05-06"])
    lines = [{"report_id": f"J-{i}", "received": "2025-03-04",
              "victim": {"name": attack(i), "country": "KR", "phone": f"+99982916900{i:02d}"},
              "payment": {"date": "2025-03-01", "amount": "350000", "currency": "KRW",
                          "to_account": "695647343398"},
              "platform": attack(i), "caller_numbers": ["+99937090596638"], "statement": attack(i + 1)}
             for i in range(n)]
    lone = json.dumps(lines[0]).replace("J-0", "J-lone").replace('"KR"', '"K\\ud800R \\udfff"')
    lone += "\n" + json.dumps(lines[0]).replace("J-0", "J-nul").replace('"KR"', '"K\\u0000R"')
    names = {"<img src=x onerror=document.title=1>{x}.csv": table(reports),
             "=cmd|calc \x1b[31m\u202Evsc.\"&'.csv": table(statements),
             "<style><script>alert(1)<!--.csv": table(watch),
             "reports \U0001F600 \u05E9.jsonl": "\n".join([*map(json.dumps, lines), lone]) + "\n"}
    paths = []
    for name, text in names.items():
        (folder / name).write_text(text, encoding="utf-8")
        paths.append(folder / name)
    return paths


@functools.lru_cache(maxsize=None)
def hostile() -> Path:
    case, files = cases.FOLDER / "hostile", cases.FOLDER / "hostile-files"
    for folder in (case, files):
        shutil.rmtree(folder, ignore_errors=True)
    files.mkdir()
    bad = ("</title></style><script>document.title='owned'</script> \"'&\\ \x1b[2J {x} \u202E "
           "*/ ;}body{display:none} url(//example.org)")
    cases.call("init", str(case), "--title", bad, "--marking", bad)
    for path in write_files(files):
        cases.call("-C", str(case), "add", str(path), "--source", "S" + bad, "--custodian", bad,
                   "--jurisdiction", "LT", "--received", "2025-05-04", "--legal-basis", bad)
    cases.call("-C", str(case), "run")
    return case


class Page(html.parser.HTMLParser):
    """Every element and attribute of a page; whatever is not closed or not expected is a fault."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.faults: list[str] = []
        self.open: list[str] = []
        self.counts: dict[str, int] = {}
        self.attributes: list[tuple[str, str, str]] = []
        self.text: list[str] = []
        self.feed(text)
        self.close()
        self.faults += [f"<{tag}> is not closed" for tag in self.open]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        place = f"svg {tag}" if "svg" in self.open else tag  # a figure has a title of its own
        self.counts[place] = self.counts.get(place, 0) + 1
        if tag not in TAGS:
            self.faults.append(f"<{tag}> is not expected")
        for name, value in attrs:
            self.attributes.append((tag, name, value or ""))
            if name not in ATTRIBUTES:
                self.faults.append(f"<{tag} {name}> is not expected")
            if name == "href" and not re.fullmatch(r"#([a-z]+|S[1-9][0-9]*)", value or ""):
                self.faults.append(f"a link to {value}")
        if tag not in VOID | DRAWN:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if tag in DRAWN:
            return  # a browser writes <rect … /> with its end
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"</{tag}> closes something else")

    def handle_comment(self, data: str) -> None:
        self.faults.append("a comment")

    def unknown_decl(self, data: str) -> None:
        self.faults.append("a declaration")

    def handle_pi(self, data: str) -> None:
        self.faults.append("an instruction")

    def handle_data(self, data: str) -> None:
        self.text.append(data)


class Hostile(unittest.TestCase):
    def test_the_page_has_the_expected_elements_and_no_other(self) -> None:
        for case in (hostile(), cases.simulated()):
            page = Page((case / "out/brief.html").read_bytes().decode("utf-8"))
            self.assertEqual(page.faults[:10], [])
            places = {f"#{value}" for _, name, value in page.attributes if name == "id"}
            links = {value for _, name, value in page.attributes if name == "href"}
            self.assertEqual(sorted(links - places), [], "a link that leads nowhere")
            for tag in ("html", "head", "title", "style", "body", "main", "h1"):
                self.assertEqual(page.counts.get(tag), 1, tag)
            policy = [v for tag, name, v in page.attributes if "default-src" in v]
            self.assertEqual(policy, ["default-src 'none'; style-src 'unsafe-inline'"])

    def test_a_planted_fault_is_found(self) -> None:
        good = (cases.simulated() / "out/brief.html").read_text(encoding="utf-8")
        for planted in ATTACKS[:6] + ["</bdi>", "<bdi>", "<p onclick=x>a</p>", "<!-- x -->"]:
            broken = good.replace("</h1>", planted + "</h1>", 1)
            self.assertNotEqual(Page(broken).faults, [], planted)

    def test_attacks_arrive_as_text(self) -> None:
        page = "".join(Page((hostile() / "out/brief.html").read_text(encoding="utf-8")).text)
        self.assertIn("<script>document.title='owned'</script>", page)  # the title of the case
        self.assertIn("onerror=document.title=1", page)  # a file's name
        self.assertIn("{x}", page)

    def test_no_control_or_bidirectional_character_in_the_page(self) -> None:
        text = (hostile() / "out/brief.html").read_bytes().decode("utf-8")
        self.assertEqual([hex(ord(c)) for c in CONTROLS.findall(text)][:5], [])

    def test_the_style_sheet_ends_where_it_should(self) -> None:
        text = (hostile() / "out/brief.html").read_text(encoding="utf-8")
        self.assertEqual(text.lower().count("</style"), 1)
        style = text[text.index("<style>"):text.index("</style>")]
        margins = style[style.index("@page{@top-center"):]
        self.assertEqual(margins.count("{"), margins.count("}"))
        self.assertNotIn("display:none}", margins.replace(" ", ""))
        self.assertNotIn("url(", margins)
        for quoted in re.findall(r'content:"([^"]*)"', margins):
            self.assertRegex(quoted, r"^(?:[^\\\n<>&']|\\[0-9a-f]{6} )*$")

    def test_every_file_is_utf8_and_json(self) -> None:
        for name, text in cases.texts_of(hostile()).items():
            if name.endswith(".json"):
                json.loads(text)
            if name.endswith(".jsonl"):
                for line in text.split("\n")[:-1]:
                    json.loads(line)
            self.assertEqual(re.findall(r"[\x00-\x08\x0b-\x1f\x7f]", text)[:5], [], name)
            self.assertNotRegex(text, r"\\ud[89ab][0-9a-f]{2}(?!\\ud[c-f])", name)

    def test_the_evidence_was_read_and_not_dropped(self) -> None:
        intake = cases.json_of(hostile(), "intake.json")
        self.assertEqual(intake["rows"], 4 * 2 * len(ATTACKS) + 2)
        self.assertLessEqual(intake["quarantined"], 4)
        kinds = sorted(i["kind"] for i in intake["items"])
        self.assertEqual(kinds, ["reports", "reports", "transfers", "watchlist"])
        claims = " ".join(c["object"] for c in cases.lines_of(hostile(), "claims.jsonl"))
        self.assertIn("<script>document.title='owned'</script>", claims)

    def test_nothing_raw_reaches_the_terminal(self) -> None:
        for terminal in (False, True):
            for words in (["run"], ["show", "E0001#3"], ["run", "--without", "E9\x1b[31m\u202E"]):
                try:
                    said = cases.call("-C", str(hostile()), *words, terminal=terminal)
                    self.assertTrue(said.stdout + said.stderr)
                    # In a pipe stdout is data: JSON, which the next program reads.
                    text = (said.stdout + said.stderr if terminal else said.stderr).decode("utf-8")
                except AssertionError as error:  # the last must fail, and say so in clean words
                    self.assertIn("--without", words)
                    text = str(error).split("\n", 1)[1]
                text = text.replace("\r\x1b[K", "").replace("\r\n", "\n")  # our own progress line
                found = [hex(ord(c)) for c in CONTROLS.findall(text.replace("\u200d", ""))]
                self.assertEqual(found[:5], [], (words, terminal))


@unittest.skipUnless(shutil.which("chromium"), "chromium is not installed (script/setup --test)")
class Browser(unittest.TestCase):
    """The page in a browser: no script runs, nothing is fetched, the console stays empty."""

    def look(self, path: Path) -> tuple[str, list[str]]:
        profile = cases.FOLDER / "profile"
        done = subprocess.run(
            ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
             "--enable-logging=stderr", f"--user-data-dir={profile}", "--dump-dom", f"file://{path}"],
            capture_output=True, check=False, timeout=240)
        said = done.stderr.decode(errors="replace")
        return done.stdout.decode("utf-8", "replace"), [
            line for line in said.split("\n") if "CONSOLE" in line]

    def test_the_hostile_page_is_calm(self) -> None:
        dom, console = self.look(hostile() / "out/brief.html")
        self.assertEqual(console, [])
        self.assertEqual(Page(dom.replace("<!DOCTYPE html>", "")).faults[:5], [])
        self.assertNotIn("<title>owned", dom)
        self.assertIn("What was taken in", dom)

    def test_a_page_that_breaks_the_policy_is_noticed(self) -> None:
        page = cases.FOLDER / "planted.html"
        good = (cases.simulated() / "out/brief.html").read_text(encoding="utf-8")
        page.write_text(good.replace("</h1>", "</h1>" + ATTACKS[0] + "<img src=x>", 1), encoding="utf-8")
        dom, console = self.look(page)
        self.assertTrue(console)
        self.assertTrue(Page(dom).faults)
        self.assertNotIn("<title>owned", dom)  # the policy holds even then
