"""A workbook of before 2007 (XLS, BIFF8) made by hand, for no library at hand writes one."""

from __future__ import annotations

import struct

SECTOR = 512
FREE, END, FAT_SECTOR = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def record(kind: int, data: bytes) -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


def begin(kind: int) -> bytes:
    return record(0x0809, struct.pack("<HHHHII", 0x0600, kind, 0x0DBB, 0x07CC, 0x41, 6))


def text_of(text: str, length: str) -> bytes:
    return struct.pack(length, len(text)) + b"\x00" + text.encode("latin-1")


def biff(rows: list[list[str | float]]) -> bytes:
    """One sheet: texts by the table of texts, numbers as they are, one date."""
    texts = sorted({cell for row in rows for cell in row if isinstance(cell, str)})
    fonts = record(0x0031, struct.pack("<HHHHHBBBB", 200, 0, 0x7FFF, 400, 0, 0, 0, 0, 0) + text_of("Arial", "<B"))
    styles = b"".join(record(0x00E0, struct.pack("<HHH", 0, number, 1) + bytes(14)) for number in (0, 14))
    table = record(0x00FC, struct.pack("<II", len(texts), len(texts)) + b"".join(text_of(text, "<H") for text in texts))
    body = record(0x0200, struct.pack("<IIHHH", 0, len(rows), 0, max(map(len, rows)), 0))
    for r, row in enumerate(rows):
        for c, cell in enumerate(row):
            if isinstance(cell, str):
                body += record(0x00FD, struct.pack("<HHHI", r, c, 0, texts.index(cell)))
            else:
                body += record(0x0203, struct.pack("<HHHd", r, c, int(cell > 40_000), cell))
    sheet = begin(0x0010) + body + record(0x000A, b"")
    head = begin(0x0005) + record(0x0042, struct.pack("<H", 1200)) + record(0x0022, struct.pack("<H", 0)) + fonts * 4 + styles
    name = text_of("One", "<B")
    offset = len(head) + 4 + 6 + len(name) + len(table) + 4
    return head + record(0x0085, struct.pack("<IH", offset, 0) + name) + table + record(0x000A, b"") + sheet


def entry(name: str, kind: int, start: int, size: int, child: int) -> bytes:
    raw = name.encode("utf-16-le") + b"\x00\x00"
    return (raw.ljust(64, b"\x00") + struct.pack("<HBBIII", len(raw) if name else 0, kind, 1, FREE, FREE, child) +
            bytes(36) + struct.pack("<IQ", start, size))


def old_workbook(rows: list[list[str | float]]) -> bytes:
    """The stream in a compound file: sector 0 the table of sectors, 1 the folder, then the stream."""
    stream = biff(rows).ljust(4096, b"\x00")
    stream += bytes(-len(stream) % SECTOR)
    sectors = len(stream) // SECTOR
    chain = [FAT_SECTOR, END] + [number + 1 for number in range(2, sectors + 1)] + [END]
    fat = struct.pack(f"<{len(chain)}I", *chain).ljust(SECTOR, b"\xff")
    folder = (entry("Root Entry", 5, END, 0, 1) + entry("Workbook", 2, 2, len(stream), FREE)).ljust(SECTOR, b"\x00")
    head = (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1" + bytes(16) + struct.pack("<HHHHH6xIIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0,
            4096, END, 0, END, 0, 0) + struct.pack("<108I", *([FREE] * 108)))
    return head + fat + folder + stream
