# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026, the mtscompfs authors
"""The Range header (RFC 9110, 14.2)."""
import re

_ONE_RANGE = re.compile(r"bytes=(\d*)-(\d*)")


class Unsatisfiable(Exception):
    """The range begins after the end."""


def parse_range(header, size):
    """(first, number of bytes), or None for the whole file: without a header,
    and for headers that a server may ignore, such as several ranges.
    Throws: Unsatisfiable."""
    match = _ONE_RANGE.fullmatch(header.replace(" ", ""))
    if not match or match[1] == match[2] == "":
        return None
    if match[1] == "":
        n = min(int(match[2]), size)
        if n == 0:
            raise Unsatisfiable()
        return size - n, n
    first = int(match[1])
    last = min(int(match[2]), size - 1) if match[2] else size - 1
    if match[2] and int(match[2]) < first:
        return None
    if first >= size:
        raise Unsatisfiable()
    return first, last - first + 1
