"""Files that somebody damaged, by chance or on purpose: made from a seed, the same ones every time.

    mutate(number) -> Mutated: its name, its bytes and how it was made.

Seeds are small invented files of every format that can be written here, and the tables of
tests/cases/mapping. What is taken apart again and again: one seed is spliced with another.
"""

from __future__ import annotations

import base64
import io
import json
import random
import struct
import warnings
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

CASES = Path(__file__).resolve().parents[1] / "cases/mapping"


@dataclass
class Mutated:
    name: str
    data: bytes
    how: str


def zipped(members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(out, "w", method) as archive:
        warnings.simplefilter("ignore")  # two members of one name are meant
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name, (2025, 1, 1, 0, 0, 0)), data, method)
    return out.getvalue()


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


ROWS = [["date", "payer", "payee", "amount", "currency", "purpose"]] + [
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
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError:
        return b"PAR1" + bytes(64) + b"PAR1"
    out = io.BytesIO()
    pyarrow.parquet.write_table(pyarrow.Table.from_pylist(JSON_ROWS), out)
    return out.getvalue()


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
        ("rows.parquet", parquet_seed()),
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


def many_columns(r: random.Random, _: bytes, __: list) -> bytes:
    count = r.choice([300, 20_000, 100_000])
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


def bomb(r: random.Random, _: bytes, __: list) -> bytes:
    """Little that unpacks to much: 30 MB of noughts in each of some members, nested, or in a sheet."""
    much = zlib_noughts()
    how = r.randrange(5)
    if how == 0:
        return raw_zip([("a.csv", much, 30 << 20)] * r.choice([1, 40]))
    if how == 1:
        inner = raw_zip([("a.csv", much, 30 << 20)] * 4)
        for _ in range(r.choice([1, 6])):
            inner = zipped({f"{n}.zip": inner for n in range(3)})
        return inner
    if how == 2:
        return raw_zip([("xl/worksheets/sheet1.xml", much, 30 << 20), ("xl/workbook.xml", much, 30 << 20),
                        ("[Content_Types].xml", much, 30 << 20)])
    if how == 3:
        return raw_zip([("mimetype", zlib.compress(b"application/vnd.oasis.opendocument.spreadsheet")[2:-4], 46), ("content.xml", much, 30 << 20)])
    return raw_zip([("a.csv", b"\x03\x00", r.choice([0xFFFFFFFF, 1 << 31, 12]))] * 3)


NOUGHTS: list[bytes] = []


def zlib_noughts() -> bytes:
    if not NOUGHTS:
        NOUGHTS.append(zlib.compress(bytes(30 << 20), 9)[2:-4])
    return NOUGHTS[0]


def raw_zip(members: list[tuple[str, bytes, int]]) -> bytes:
    """Members as (name, deflated bytes, size that is claimed)."""
    out, directory = b"", b""
    for name, packed, size in members:
        raw = name.encode()
        head = struct.pack("<HHHHHIIIHH", 20, 0, 8, 0, 0x5A21, 0, len(packed), size, len(raw), 0)
        directory += b"PK\x01\x02" + struct.pack("<H", 20) + head + struct.pack("<HHHII", 0, 0, 0, 0, len(out)) + raw
        out += b"PK\x03\x04" + head + raw + packed
    return out + directory + b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, len(members), len(members), len(directory), len(out), 0)


def traversal(r: random.Random, _: bytes, __: list) -> bytes:
    names = ["../../../../../../var/cuibono-out", "/cuibono-out", "..\\..\\x.csv", "C:\\x.csv", "a/../../x.csv", "CON", "x\x00.csv",
             "a" * 4000 + ".csv", "\u202egpj.csv", ".", "..", "", "a//b.csv", "~/x.csv", "$HOME/x.csv", "-rf.csv", "a\nb.csv"]
    link = zipfile.ZipInfo("link.csv", (2025, 1, 1, 0, 0, 0))
    link.external_attr = 0o120777 << 16
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in r.sample(names, 5):
            archive.writestr(zipfile.ZipInfo(name or "x", (2025, 1, 1, 0, 0, 0)), csv_of(ROWS))
        archive.writestr(link, r.choice(["/etc/passwd", "../../x", "link.csv"]))
    return out.getvalue()


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
    name = r.choice(sorted(members))
    members[name] = r.choice([flip_bits, cut, repeat, nul_bytes, odd_cells])(r, members[name], others)
    return zipped(members, r.choice([zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED]))


WAYS: list[tuple[str, Way, int]] = [
    ("bits", flip_bits, 16), ("cut", cut, 14), ("repeated", repeat, 12), ("spliced", splice, 12),
    ("encoding", wrong_encoding, 10), ("nul", nul_bytes, 8), ("cells", odd_cells, 12), ("packed", inside_zip, 10),
    ("entities", entity_bomb, 2), ("formulas", formulas, 1), ("traversal", traversal, 2), ("columns", many_columns, 1),
    ("long", long_things, 2), ("bomb", bomb, 1)]


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
            second, another = r.choice(self.ways[:84])
            data = another(r, data[:4 << 20] or b"\n", self.seeds)
            how = f"{how}+{second}"
        end = r.choice([name, name, r.choice(self.seeds)[0]])  # now and then the end of another format
        return Mutated(f"{number:06d}_{end}", data, how)
