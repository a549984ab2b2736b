# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026, the mtscompfs authors
"""Effects that change the site's answer."""
import email.utils
import gzip
import re
import time

from server.wire.body import Bytes


def _change_body(response, change):
    data = change(response.body.read())
    response.body.close()
    response.body = Bytes(data)


def _etag(response, value):
    etag = response.headers.get("ETag") or '"0"'
    if value == "changed":
        etag = f'"{time.time_ns():x}"'
        response.headers["Last-Modified"] = email.utils.formatdate(usegmt=True)
    elif value == "weak":
        etag = "W/" + etag
    else:
        etag = None if value == "none" else value
    response.headers["ETag"] = etag


def _content_range(response, shifts):
    match = re.fullmatch(r"bytes (\d+)-(\d+)/(\d+)",
                         response.headers.get("Content-Range", ""))
    if match:
        first, last, total = (
            int(number) + shifts.get(name, 0)
            for number, name in zip(match.groups(), ("first", "last", "total")))
        response.headers["Content-Range"] = f"bytes {first}-{last}/{total}"


def _headers(response, headers):
    for name, value in headers.items():
        for known in [*response.headers]:
            if known.lower() == name.lower():
                del response.headers[known]
        response.headers[name] = value


def _gzip(response, _value):
    _change_body(response, gzip.compress)
    response.headers["Content-Encoding"] = "gzip"


def _truncate(response, value):
    def cut(data):
        n = value if isinstance(value, int) else int(len(data) * value)
        return data[:n]
    _change_body(response, cut)


def _corrupt(response, position):
    def damage(data):
        if position >= len(data):
            return data
        damaged = bytearray(data)
        damaged[position] ^= 0xff
        return bytes(damaged)
    _change_body(response, damage)


def _close(response, _value):
    response.headers["Connection"] = "close"


# In the order in which they happen.
EFFECTS = {"etag": _etag, "content_range": _content_range, "corrupt": _corrupt,
           "truncate": _truncate, "gzip": _gzip, "close": _close,
           "headers": _headers}


def change(response, effects):
    for name, effect in EFFECTS.items():
        if name in effects:
            effect(response, effects[name])
