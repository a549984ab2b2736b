# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026, the mtscompfs authors
"""One page of a listing, in S3's order and with its common prefixes."""
import bisect
import dataclasses

# Greater than every continuation of a key, because UTF-8 has no such byte.
AFTER_ALL = b"\xff"


@dataclasses.dataclass(frozen=True)
class Page:
    """`last` is the point after which the next page begins; None on the last
    page."""
    keys: list
    common_prefixes: list
    last: bytes | None


def make_page(keys, prefix, delimiter, after, limit):
    """`keys` are sorted and begin with `prefix`; all texts are bytes.  The page
    has at most `limit` keys and common prefixes together."""
    found, common_prefixes = [], []
    last = after
    i = bisect.bisect_right(keys, after)
    while i < len(keys) and len(found) + len(common_prefixes) < limit:
        at = keys[i].find(delimiter, len(prefix)) if delimiter else -1
        if at < 0:
            found.append(keys[i])
            last = keys[i]
            i += 1
        else:
            common = keys[i][:at + len(delimiter)]
            common_prefixes.append(common)
            last = common + AFTER_ALL
            i = bisect.bisect_left(keys, last, lo=i)
    is_truncated = i < len(keys) and limit > 0
    return Page(found, common_prefixes, last if is_truncated else None)
