"""Ids of facts: RFC 9562 UUID version 7, made by the client, ordered by time of making."""

import re
import secrets
import time
import uuid


def new_id() -> str:
    """A fresh id, 32 hexadecimal digits; later ids sort after earlier ones (to the millisecond)."""
    millis = time.time_ns() // 1_000_000
    value = (millis & (2**48 - 1)) << 80 | secrets.randbits(80)
    value = value & ~(0xF << 76) | 0x7 << 76
    value = value & ~(0x3 << 62) | 0x2 << 62
    return uuid.UUID(int=value).hex


def natural(key: str) -> tuple[tuple[int, int | str], ...]:
    """Sort key that puts "e2" before "e10"; different texts never have equal keys."""
    parts: list[tuple[int, int | str]] = [
        (0, int(part)) if part[0] in "0123456789" else (1, part)
        for part in re.findall("[0-9]+|[^0-9]+", key)
    ]
    return (*parts, (-1, key))
