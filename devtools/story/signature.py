"""A hand-drawn signature as a small picture, made without any library."""

import base64
import math
import struct
import zlib

WIDTH, HEIGHT = 240, 80


def signature_png():
    """Return a PNG of a wavy ink line, base64 text as the portal sends it."""
    rows = [bytearray(b"\xff" * WIDTH) for _row in range(HEIGHT)]
    for step in range(8 * WIDTH):
        x = 10 + step * (WIDTH - 20) / (8 * WIDTH)
        swing = 24 * math.exp(-x / 160)
        y = HEIGHT / 2 + swing * math.sin(x / 9) + 6 * math.sin(x / 31)
        for down in (0, 1):
            rows[int(y) + down][int(x)] = 0
    return base64.b64encode(_png(rows)).decode()


def _png(rows):
    raw = b"".join(b"\x00" + bytes(row) for row in rows)
    header = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 0, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(raw)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, data) for kind, data in chunks)


def _chunk(kind, data):
    checksum = zlib.crc32(kind + data)
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", checksum)
