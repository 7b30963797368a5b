"""Files that somebody damaged, by chance or on purpose: made from a seed, the same ones every time.

    mutate(number) -> Mutated: its name, its bytes and how it was made.

Seeds are small invented files of every format that can be written here, and the tables of
tests/cases/mapping. What is taken apart again and again: one seed is spliced with another.
"""

from __future__ import annotations

import base64
import gzip
import io
import json
import random
import re
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from archives import bomb, lying_sizes, tarred, traversal, zipped

ROOT = Path(__file__).resolve().parents[2]
CASES = ROOT / "tests/cases/mapping"


@dataclass
class Mutated:
    name: str
    data: bytes
    how: str


def workbook(rows: list[list[str]], formula: str = "") -> bytes:
    cells = "".join(
        f'<row r="{r}">' + "".join(
            f'<c r="{chr(65 + c)}{r}" t="inlineStr"><is><t>{text}</t></is></c>'
            for c, text in enumerate(row)) +
        (f'<c r="{chr(65 + len(row))}{r}"><f>{formula}</f><v>1</v></c>' if formula else "") + "</row>"
        for r, row in enumerate(rows, 1))
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    rel = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    return zipped({
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="{kind}.worksheet+xml"/></Types>'.encode(),
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" Type="{rel}/officeDocument" Target="xl/workbook.xml"/></Relationships>'.encode(),
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{rel}"><sheets><sheet name="One" sheetId="1" r:id="r1"/></sheets></workbook>'.encode(),
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" Type="{rel}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>'.encode(),
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><sheetData>{cells}</sheetData></worksheet>'.encode(),
    })


def open_sheet(rows: list[list[str]], formula: str = "") -> bytes:
    office = "urn:oasis:names:tc:opendocument:xmlns"
    extra = f'<table:table-cell table:formula="{formula}" office:value-type="float" office:value="1"><text:p>1</text:p></table:table-cell>' if formula else ""
    body = "".join(
        "<table:table-row>" + "".join(
            f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>'
            for text in row) + extra + "</table:table-row>" for row in rows)
    return zipped({
        "mimetype": b"application/vnd.oasis.opendocument.spreadsheet",
        "content.xml": f'<office:document-content xmlns:office="{office}:office:1.0" xmlns:table="{office}:table:1.0" xmlns:text="{office}:text:1.0"><office:body><office:spreadsheet><table:table table:name="One">{body}</table:table></office:spreadsheet></office:body></office:document-content>'.encode(),
    })


ROWS = [["date", "from_account", "to_account", "amount", "currency", "purpose"]] + [
    [f"2025-01-{d:02d}", f"A{d}", f"B{d * 7 % 5}", f"{d * 13}.50", "EUR", "invoice"] for d in range(2, 20)]
CALLS = [["started", "caller", "called", "seconds"]] + [
    [f"2025-01-{d:02d} 10:0{d % 10}:11", f"+99955500{d:03d}", f"+99955501{d:03d}", str(d * 7)]
    for d in range(2, 20)]


def csv_of(rows: list[list[str]], mark: str = ",") -> bytes:
    return "".join(mark.join(row) + "\n" for row in rows).encode()


CAMT = """<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"><BkToCstmrStmt><GrpHdr><MsgId>M1</MsgId><CreDtTm>2025-01-31T10:00:00Z</CreDtTm></GrpHdr><Stmt><Id>S1</Id><CreDtTm>2025-01-31T10:00:00Z</CreDtTm><Acct><Id><Othr><Id>A1</Id></Othr></Id><Ccy>EUR</Ccy></Acct><Bal><Tp><CdOrPrtry><Cd>OPBD</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">100.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2025-01-01</Dt></Dt></Bal>{}</Stmt></BkToCstmrStmt></Document>
""".format("".join(f'<Ntry><Amt Ccy="EUR">{n}.10</Amt><CdtDbtInd>{"DBIT" if n % 2 else "CRDT"}</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>2025-01-{n:02d}</Dt></BookgDt><BkTxCd/><NtryDtls><TxDtls><RltdPties><CdtrAcct><Id><Othr><Id>B{n}</Id></Othr></Id></CdtrAcct></RltdPties><RmtInf><Ustrd>invoice {n}</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>' for n in range(2, 12)))
GOAML = """<report><rentity_id>1</rentity_id><submission_code>E</submission_code><report_code>STR</report_code><submission_date>2025-01-31T00:00:00</submission_date><currency_code_local>EUR</currency_code_local>{}</report>
""".format("".join(f"<transaction><transactionnumber>T{n}</transactionnumber><date_transaction>2025-01-{n:02d}T00:00:00</date_transaction><amount_local>{n}.00</amount_local><t_from><from_account><account>A{n}</account></from_account></t_from><t_to><to_account><account>B{n}</account></to_account></t_to></transaction>" for n in range(2, 9)))
MT940 = "\n".join([":20:STMT1", ":25:TESTDE99/0001", ":28C:1/1", ":60F:C250101EUR100,00"] + [
    f":61:2501{n:02d}01{n:02d}D{n},10NTRFREF{n}//B{n}\n:86:invoice {n}" for n in range(2, 9)] +
    [":62F:C250131EUR64,30", "-"]) + "\n"
OFX = """OFXHEADER:100
DATA:OFXSGML
VERSION:102

<OFX><BANKMSGSRSV1><STMTTRNRS><STMTRS><CURDEF>EUR<BANKACCTFROM><BANKID>TEST<ACCTID>A1<ACCTTYPE>CHECKING</BANKACCTFROM><BANKTRANLIST><DTSTART>20250101<DTEND>20250131
{}</BANKTRANLIST></STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>
""".format("".join(f"<STMTTRN><TRNTYPE>DEBIT<DTPOSTED>202501{n:02d}<TRNAMT>-{n}.10<FITID>F{n}<NAME>Shop {n}</STMTTRN>\n" for n in range(2, 9)))
MAIL = f"""From: a@example.org
To: b@example.org
Date: Tue, 07 Jan 2025 10:00:00 +0000
Subject: statement
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary="x1"

--x1
Content-Type: text/plain; charset=utf-8

See the table.
--x1
Content-Type: text/csv; name="t.csv"
Content-Disposition: attachment; filename="t.csv"
Content-Transfer-Encoding: base64

{base64.b64encode(csv_of(ROWS)).decode()}
--x1--
"""
JSON_ROWS = [dict(zip(ROWS[0], row)) for row in ROWS[1:]]
STIX = {"type": "bundle", "id": "bundle--1", "objects": [
    {"type": "identity", "spec_version": "2.1", "id": f"identity--{n}", "name": f"Invented {n}",
     "created": "2025-01-01T00:00:00Z", "modified": "2025-01-01T00:00:00Z"} for n in range(5)]}
FTM = [{"id": f"p{n}", "schema": "Person", "properties": {"name": [f"Invented {n}"], "birthDate": ["1980-01-01"]}}
       for n in range(6)]


def parquet_seed() -> bytes:
    """By whichever interpreter has pyarrow: this one, or that of script/setup --test."""
    maker = ("import io, json, sys, pyarrow as a, pyarrow.parquet as p; out = io.BytesIO(); "
             "p.write_table(a.Table.from_pylist(json.load(sys.stdin)), out); sys.stdout.buffer.write(out.getvalue())")
    for python in (sys.executable, str(ROOT / ".venv-test/bin/python")):
        if Path(python).exists():
            made = subprocess.run([python, "-c", maker], input=json.dumps(JSON_ROWS).encode(), capture_output=True, check=False)
            if made.returncode == 0:
                return made.stdout
    return b"PAR1" + bytes(64) + b"PAR1"


def seeds() -> list[tuple[str, bytes]]:
    """Name and bytes of each: the ends of the names are those that senders use."""
    lines = "".join(json.dumps(row) + "\n" for row in JSON_ROWS).encode()
    asterisk = "".join(
        f'"","+99955500{n:03d}","+99955501{n:03d}","from-internal","""A"" <{n}>","SIP/1","SIP/2","Dial","x","2025-01-{n:02d} 10:00:00","2025-01-{n:02d} 10:00:05","2025-01-{n:02d} 10:01:00",60,55,"ANSWERED","DOCUMENTATION","1.{n}",""\n'
        for n in range(2, 12)).encode()
    found = [
        ("transfers.csv", csv_of(ROWS)), ("calls.csv", csv_of(CALLS, ";")), ("calls.tsv", csv_of(CALLS, "\t")),
        ("rows.json", json.dumps(JSON_ROWS).encode()), ("rows.jsonl", lines),
        ("nested.json", json.dumps({"data": {"rows": JSON_ROWS}, "next": None}).encode()),
        ("statement.xml", CAMT.encode()), ("goaml.xml", GOAML.encode()), ("statement.sta", MT940.encode()),
        ("statement.ofx", OFX.encode()), ("mail.eml", MAIL.encode()),
        ("box.mbox", b"".join(b"From a@example.org Tue Jan  7 10:00:00 2025\n" + MAIL.encode() + b"\n" for _ in range(3))),
        ("bundle.json", json.dumps(STIX).encode()),
        ("entities.ftm.json", "".join(json.dumps(e) + "\n" for e in FTM).encode()),
        ("Master.csv", asterisk), ("book.xlsx", workbook(ROWS)), ("book.ods", open_sheet(ROWS)),
        ("files.zip", zipped({"a/transfers.csv": csv_of(ROWS), "b.xml": CAMT.encode(), "c.zip": zipped({"d.csv": csv_of(CALLS)})})),
        ("rows.parquet", parquet_seed()), ("files.tar", tarred({"a/transfers.csv": csv_of(ROWS), "b.ofx": OFX.encode()})),
        ("calls.csv.gz", gzip.compress(csv_of(CALLS), mtime=0)),
    ]
    for path in sorted(CASES.glob("[tw]*/*.case"))[::6]:
        text = path.read_text(encoding="utf-8")
        name = next((line[5:].strip() for line in text.splitlines() if line.startswith("file:")), path.stem)
        found.append((name, text.split("\ntable\n", 1)[-1].encode()))
    return found


# How a file is damaged: random, the seed that is taken, and all of them.
Way = Callable[[random.Random, bytes, list[tuple[str, bytes]]], bytes]


def flip_bits(r: random.Random, data: bytes, _: list) -> bytes:
    out = bytearray(data)
    for _ in range(r.choice([1, 2, 8, 64])):
        if out:
            out[r.randrange(len(out))] ^= 1 << r.randrange(8)
    return bytes(out)


def cut(r: random.Random, data: bytes, _: list) -> bytes:
    a, b = sorted((r.randrange(len(data) + 1), r.randrange(len(data) + 1)))
    return r.choice([data[:a], data[a:], data[a:b], data[:a] + data[b:]])


def repeat(r: random.Random, data: bytes, _: list) -> bytes:
    a = r.randrange(len(data) + 1)
    b = min(len(data), a + r.choice([1, 7, 64, 4096]))
    return data[:b] + data[a:b] * r.choice([1, 3, 50, 1000]) + data[b:]


def splice(r: random.Random, data: bytes, others: list[tuple[str, bytes]]) -> bytes:
    other = r.choice(others)[1]
    a, b = r.randrange(len(data) + 1), r.randrange(len(other) + 1)
    return data[:a] + other[b:] + (data[a:] if r.random() < 0.5 else b"")


def wrong_encoding(r: random.Random, data: bytes, _: list) -> bytes:
    text = data.decode("utf-8", "replace")
    name = r.choice(["utf-16-le", "utf-16-be", "utf-16", "utf-32", "cp1251", "cp1255", "shift_jis", "gb18030", "cp037", "utf-7"])
    out = text.encode(name, "replace")
    return r.choice([out, b"\xef\xbb\xbf" + out, b"\xff\xfe" + data, out[1:], out.replace(b"\n", b"\r")])


def nul_bytes(r: random.Random, data: bytes, _: list) -> bytes:
    out = bytearray(data)
    for _ in range(r.choice([1, 16, 300])):
        out.insert(r.randrange(len(out) + 1), 0)
    return bytes(out) if r.random() < 0.8 else data + bytes(r.choice([1, 100_000]))


ODD_CELLS = ["=1+1", "=cmd|'/C calc'!A0", "@SUM(A1)", "+1", "-1", "1e400", "9" * 400, "-" + "9" * 30, "0x1F", "NaN", "∞",
             "\u202e", "\x00", "\"", "\"\"\"", "'", "\\", "\r", "\n", "\t", "2025-02-30", "99.99.9999", "1;2", "1,000.00.00",
             "\ufeff", "a" * 70_000, "\u0301" * 500, "𝟙𝟚", "١٢٣", "{{7*7}}", "%s%n", "../../x", "<b>", "]]>", "&x;"]


def odd_cells(r: random.Random, data: bytes, _: list) -> bytes:
    lines = data.decode("utf-8", "replace").split("\n")
    for _ in range(r.choice([1, 5])):
        i = r.randrange(len(lines))
        mark = r.choice([",", ";", "\t", "\"", ":", ">"])
        parts = lines[i].split(mark)
        parts[r.randrange(len(parts))] = r.choice(ODD_CELLS)
        lines[i] = mark.join(parts)
    return "\n".join(lines).encode("utf-8", "replace")


def huge_numbers(r: random.Random, data: bytes, _: list) -> bytes:
    """Numbers that stand there, made larger than any type."""
    huge = [b"9" * 19, b"9" * 20, b"-9223372036854775808", b"18446744073709551616", b"1e999999999", b"-1E-999999999", b"0." + b"0" * 5000 + b"1",
            b"9" * 100_000, b"1" + b",000" * 12, b"170141183460469231731687303715884105728", b"2025-99-99", b"99999999-01-01", b"-0", b"1" + b"0" * 18 + b".999999999"]
    share = r.choice([0.02, 0.2, 1.0])
    return re.sub(rb"\d+([.,]\d+)?", lambda m: r.choice(huge) if r.random() < share else m[0], data[:20_000])


def lone_returns(r: random.Random, data: bytes, _: list) -> bytes:
    ends = r.choice([[b"\r"], [b"\r", b"\n"], [b"\r\r\n", b"\n\r"], [b"\x85", b"\x0b", b"\x0c"], [b"\xe2\x80\xa8", b"\n"]])
    return b"".join(line + r.choice(ends) for line in data.split(b"\n"))


def many_columns(r: random.Random, _: bytes, __: list) -> bytes:
    count = 10_000_000 if r.random() < 0.1 else r.choice([300, 16_384, 16_385, 100_000])
    mark = r.choice([b",", b";", b"\t"])
    return mark.join([b"x"] * count) + b"\n" + mark.join([b"1"] * count) + b"\n" + b"1\n" * r.choice([0, 5])


def long_things(r: random.Random, _: bytes, __: list) -> bytes:
    n = r.choice([5_000, 400_000])
    return r.choice([
        b"[" * n, b'{"a":' * n, b"<a>" * n, b"(" * n, b'"' + b"a" * n, b"\"" * n, b"\n" * n, b"\r" * n, b"," * n,
        b"a,b\n\"" + b"x\n" * n, b"a,b\n" + b"1," * n, b'{"a":"' + b"\\u0000" * n + b'"}', b"1" * n, b" " * n,
        b"\xed\xa0\x80" * n, b"\xc0\xaf" * n, b"<?xml version='1.0'?><a " + b"b='1' " * n + b"/>",
        b"Content-Type: multipart/mixed; boundary=x\n\n" + b"--x\n" * n])


def entity_bomb(r: random.Random, data: bytes, _: list) -> bytes:
    lol = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    head = r.choice([f'<!DOCTYPE x [<!ENTITY l0 "lol">{lol}]>', '<!DOCTYPE x [<!ENTITY l9 SYSTEM "file:///etc/passwd">]>',
                     '<!DOCTYPE x [<!ENTITY l9 SYSTEM "http://example.org/x">]>',
                     '<!DOCTYPE x SYSTEM "http://example.org/x.dtd" [<!ENTITY % p SYSTEM "file:///etc/passwd"> %p;]>'])
    text = r.choice([CAMT, GOAML]).replace('<?xml version="1.0" encoding="UTF-8"?>', "")
    return (head + text.replace("invoice", "&l9;").replace("<account>", "<account>&l9;")).encode()


def formulas(r: random.Random, _: bytes, __: list) -> bytes:
    text = r.choice(["1+1", "HYPERLINK(\"http://example.org\")", "WEBSERVICE(\"http://example.org\")", "A1", "cmd|'/C calc'!A0"])
    text = text.replace("\"", "&quot;")
    return r.choice([workbook, open_sheet])(ROWS, text)


def inside_zip(r: random.Random, data: bytes, others: list[tuple[str, bytes]]) -> bytes:
    """A sheet or an archive, damaged in one member and packed again."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = {name: archive.read(name) for name in archive.namelist()}
    except (zipfile.BadZipFile, OSError, ValueError, EOFError, NotImplementedError, zlib.error, RuntimeError):
        return splice(r, data, others)
    if not members:
        return splice(r, data, others)
    name = r.choice(sorted(members))
    members[name] = r.choice([flip_bits, cut, repeat, nul_bytes, odd_cells])(r, members[name], others)
    return zipped(members, r.choice([zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED]))


WAYS: list[tuple[str, Way, int]] = [
    ("bits", flip_bits, 16), ("cut", cut, 14), ("repeated", repeat, 12), ("spliced", splice, 12),
    ("encoding", wrong_encoding, 10), ("nul", nul_bytes, 8), ("cells", odd_cells, 12), ("packed", inside_zip, 10),
    ("entities", entity_bomb, 2), ("formulas", formulas, 1), ("traversal", traversal, 2),
    ("numbers", huge_numbers, 6), ("returns", lone_returns, 4), ("sizes", lying_sizes, 6), ("columns", many_columns, 1),
    ("long", long_things, 2), ("bomb", bomb, 1)]
LIGHT = 94  # the first so many of their weights are small work


class Mutations:
    def __init__(self) -> None:
        self.seeds = seeds()
        self.ways = [(name, way) for name, way, weight in WAYS for _ in range(weight)]

    def mutate(self, number: int) -> Mutated:
        r = random.Random(number)
        name, data = r.choice(self.seeds)
        how, way = r.choice(self.ways)
        data = way(r, data, self.seeds)
        if r.random() < 0.15:
            second, another = r.choice(self.ways[:LIGHT])
            data = another(r, data[:4 << 20] or b"\n", self.seeds)
            how = f"{how}+{second}"
        end = r.choice([name, name, r.choice(self.seeds)[0]])  # now and then the end of another format
        return Mutated(f"{number:06d}_{end}", data, how)
