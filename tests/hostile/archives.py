"""Archives that somebody damaged or made to do harm: sizes that lie, little that unpacks to much, names that lead out."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import random
import struct
import tarfile
import warnings
import zipfile
import zlib

TABLE = b"date,payer,payee,amount,currency\n2025-01-02,A1,B1,5.00,EUR\n"


def zipped(members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(out, "w", method) as archive:
        warnings.simplefilter("ignore")  # two members of one name are meant
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name, (2025, 1, 1, 0, 0, 0)), data, method)
    return out.getvalue()


def raw_zip(members: list[tuple[str, bytes, int]]) -> bytes:
    """Members as (name, deflated bytes, size that is claimed)."""
    out, directory = b"", b""
    for name, packed, size in members:
        raw = name.encode()
        head = struct.pack("<HHHHHIIIHH", 20, 0, 8, 0, 0x5A21, 0, len(packed), size, len(raw), 0)
        directory += b"PK\x01\x02" + struct.pack("<H", 20) + head + struct.pack("<HHHII", 0, 0, 0, 0, len(out)) + raw
        out += b"PK\x03\x04" + head + raw + packed
    return out + directory + b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, len(members), len(members), len(directory), len(out), 0)


NOUGHTS: list[bytes] = []


def zlib_noughts() -> bytes:
    if not NOUGHTS:
        NOUGHTS.append(zlib.compress(bytes(30 << 20), 9)[2:-4])
    return NOUGHTS[0]


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


def traversal(r: random.Random, _: bytes, __: list) -> bytes:
    names = ["../../../../../../var/cuibono-out", "/cuibono-out", "..\\..\\x.csv", "C:\\x.csv", "a/../../x.csv", "CON", "x\x00.csv",
             "a" * 4000 + ".csv", "\u202egpj.csv", ".", "..", "", "a//b.csv", "~/x.csv", "$HOME/x.csv", "-rf.csv", "a\nb.csv"]
    if r.random() < 0.5:
        return leading_out(r, r.sample([name for name in names if name and "\x00" not in name], 5))
    link = zipfile.ZipInfo("link.csv", (2025, 1, 1, 0, 0, 0))
    link.external_attr = 0o120777 << 16
    out = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(out, "w") as archive:
        warnings.simplefilter("ignore")
        for name in r.sample(names, 5):
            archive.writestr(zipfile.ZipInfo(name or "x", (2025, 1, 1, 0, 0, 0)), TABLE)
        archive.writestr(link, r.choice(["/etc/passwd", "../../x", "link.csv"]))
    return out.getvalue()


def leading_out(r: random.Random, names: list[str]) -> bytes:
    """The same in a tar: names, links and devices, now and then a file written through a link."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=r.choice([tarfile.GNU_FORMAT, tarfile.PAX_FORMAT])) as archive:
        for kind, target in ((tarfile.SYMTYPE, "/var"), (tarfile.LNKTYPE, "/etc/passwd"), (tarfile.CHRTYPE, ""),
                             (tarfile.FIFOTYPE, ""), (tarfile.SYMTYPE, "link0")):
            link = tarfile.TarInfo(f"link{r.randrange(3)}")
            link.type, link.linkname = kind, target
            archive.addfile(link)
        for name in [*names, "link0/cuibono-out", "/cuibono-out"]:
            member = tarfile.TarInfo(name)
            member.size = len(TABLE)
            archive.addfile(member, io.BytesIO(TABLE))
    return out.getvalue()


def tarred(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name, data in members.items():
            member = tarfile.TarInfo(name)
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))
    return out.getvalue()


def gzipped(data: bytes) -> bytes:
    return gzip.compress(data, mtime=0)


def packed_alone(r: random.Random) -> bytes:
    """Noughts or a table in a stream without a directory; now and then three deep, or a stream after a stream."""
    pack = r.choice([gzipped, bz2.compress, lzma.compress])
    data = pack(bytes(r.choice([0, 1 << 20, 30 << 20])) if r.random() < 0.5 else TABLE)
    for _ in range(r.choice([0, 0, 2])):
        data = r.choice([gzipped, bz2.compress, lzma.compress])(data)
    return data * r.choice([1, 1, 3]) + r.choice([b"", b"tail", bytes(600)])


def seven_zip(r: random.Random) -> bytes:
    """A header of 7z whose numbers lie, before whatever bytes."""
    body = bytes(r.randrange(256) for _ in range(r.choice([0, 32, 400])))
    start = struct.pack("<QQI", r.choice([0, len(body), 1 << 40, (1 << 64) - 1]), r.choice([0, len(body), 1 << 31, (1 << 63) - 1]),
                        zlib.crc32(body))
    return b"7z\xbc\xaf\x27\x1c\x00\x04" + struct.pack("<I", zlib.crc32(start)) + start + body


def lying_sizes(r: random.Random, data: bytes, _: list) -> bytes:
    """Sizes, places and counts of an archive's heads, each now and then another number."""
    if not data.startswith(b"PK"):
        made = r.randrange(4)
        if made == 0:
            return seven_zip(r)
        if made == 1:
            return packed_alone(r)
        archive = tarred({"a.csv": TABLE, "b/c.csv": TABLE * 40}) if made == 2 else zipped({"a.csv": TABLE, "b.csv": TABLE * 40})
        data = archive
    out = bytearray(data)
    heads = [(b"PK\x03\x04", (18, 22, 26, 28, 14, 8)), (b"PK\x01\x02", (20, 24, 28, 30, 32, 42, 16, 10)),
             (b"PK\x05\x06", (8, 10, 12, 16, 20)), (b"ustar", (-133, -129, -121, -101, -157))]
    for mark, places in heads:
        at = out.find(mark)
        while at >= 0:
            if r.random() < 0.5:
                where = at + r.choice(places)
                lie = r.choice([b"\xff" * 4, b"\x00" * 4, b"\x01\x00\x00\x00", b"\xff\xff\xff\x7f", b"7777", b"\x80\x00\x00\x01"])
                if 0 <= where <= len(out) - 4:
                    out[where:where + 4] = lie
            at = out.find(mark, at + 4)
    return bytes(out)
