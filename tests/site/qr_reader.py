"""A reader of QR codes, level M, bytes, versions 1 to 10, written from the standard's tables."""

from __future__ import annotations

# Version → (correction words per block, blocks): level M of ISO/IEC 18004, table 9.
BLOCKS = {
    1: (10, 1), 2: (16, 1), 3: (26, 1), 4: (18, 2), 5: (24, 2),
    6: (16, 4), 7: (18, 4), 8: (22, 4), 9: (22, 5), 10: (26, 5),
}  # fmt: skip
TOTAL = {1: 26, 2: 44, 3: 70, 4: 100, 5: 134, 6: 172, 7: 196, 8: 242, 9: 292, 10: 346}
ALIGNED = {
    1: (), 2: (6, 18), 3: (6, 22), 4: (6, 26), 5: (6, 30), 6: (6, 34),
    7: (6, 22, 38), 8: (6, 24, 42), 9: (6, 26, 46), 10: (6, 28, 50),
}  # fmt: skip
MASKS = (
    lambda r, c: (r + c) % 2,
    lambda r, _c: r % 2,
    lambda _r, c: c % 3,
    lambda r, c: (r + c) % 3,
    lambda r, c: (r // 2 + c // 3) % 2,
    lambda r, c: r * c % 2 + r * c % 3,
    lambda r, c: (r * c % 2 + r * c % 3) % 2,
    lambda r, c: ((r + c) % 2 + r * c % 3) % 2,
)


def _reserved(version: int) -> set[tuple[int, int]]:
    """Return the modules that carry no data, as (row, column)."""
    size = 17 + 4 * version
    taken = {(6, i) for i in range(size)} | {(i, 6) for i in range(size)}
    taken |= {(r, c) for r in range(9) for c in range(9)}
    taken |= {(r, c) for r in range(9) for c in range(size - 8, size)}
    taken |= {(r, c) for r in range(size - 8, size) for c in range(9)}
    centres = ALIGNED[version]
    for r in centres:
        for c in centres:
            if not ((r == 6 and c in (6, size - 7)) or (r == size - 7 and c == 6)):
                taken |= {(r + y, c + x) for y in range(-2, 3) for x in range(-2, 3)}
    if version >= 7:
        taken |= {(r, c) for r in range(6) for c in range(size - 11, size - 8)}
        taken |= {(c, r) for r in range(6) for c in range(size - 11, size - 8)}
    return taken


def _multiply(a: int, b: int) -> int:
    product = 0
    while b:
        if b & 1:
            product ^= a
        a = (a << 1) ^ (0x11D if a & 0x80 else 0)
        b >>= 1
    return product


def _syndromes_are_zero(block: list[int], correction: int) -> bool:
    root = 1
    for _ in range(correction):
        value = 0
        for word in block:
            value = _multiply(value, root) ^ word
        if value:
            return False
        root = _multiply(root, 2)
    return True


def _words(dark: list[list[bool]], version: int) -> list[int]:
    """Return the code words in their order on the symbol, the mask undone."""
    size = len(dark)
    row8 = [dark[8][c] for c in (0, 1, 2, 3, 4, 5, 7, 8)]
    bits = int("".join("01"[bit] for bit in row8[:5]), 2) ^ 0b10101
    assert bits >> 3 == 0, "not level M"
    mask = MASKS[bits & 7]
    taken, stream = _reserved(version), []
    columns = [c for c in range(size - 1, 0, -2) if c > 6] + [5, 3, 1]
    for turn, right in enumerate(columns):
        rows = range(size - 1, -1, -1) if turn % 2 == 0 else range(size)
        for r in rows:
            stream += [
                dark[r][c] ^ (mask(r, c) == 0) for c in (right, right - 1) if (r, c) not in taken
            ]
    text = "".join("01"[bit] for bit in stream)
    return [int(text[i : i + 8], 2) for i in range(0, TOTAL[version] * 8, 8)]


def read_qr(dark: list[list[bool]]) -> bytes:
    """Return the bytes a symbol holds; an assertion fails where a correction word is wrong."""
    version = (len(dark) - 17) // 4
    words = _words(dark, version)
    correction, blocks = BLOCKS[version]
    data_words = TOTAL[version] - correction * blocks
    short, longer = divmod(data_words, blocks)
    lengths = [short + (n >= blocks - longer) for n in range(blocks)]
    parts: list[list[int]] = [[] for _ in lengths]
    rest = iter(words)
    for column in range(max(lengths)):
        for part, length in zip(parts, lengths, strict=True):
            if column < length:
                part.append(next(rest))
    data = [word for part in parts for word in part]
    for _ in range(correction):
        for part in parts:
            part.append(next(rest))
    assert all(_syndromes_are_zero(part, correction) for part in parts)
    text = "".join(f"{word:08b}" for word in data)
    assert text[:4] == "0100"
    width = 8 if version < 10 else 16
    count = int(text[4 : 4 + width], 2)
    start = 4 + width
    return bytes(int(text[start + 8 * i : start + 8 * i + 8], 2) for i in range(count))
