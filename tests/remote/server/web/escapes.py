# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026, the mtscompfs authors
"""Names in HTML and URLs, as bytes, because names need not be UTF-8."""
import urllib.parse


def escape_html(raw):
    for char, entity in ((b"&", b"&amp;"), (b"<", b"&lt;"), (b">", b"&gt;"),
                         (b'"', b"&quot;")):
        raw = raw.replace(char, entity)
    return raw


def nginx_href(raw):
    return urllib.parse.quote(raw, safe="").encode()


def apache_href(raw):
    """Lower-case digits, and ./ before a name that looks like a scheme."""
    plain = "$-_.+!*'(),:;@&=/~"
    parts = [chr(byte) if byte < 128 and (chr(byte).isalnum()
                                          or chr(byte) in plain)
             else f"%{byte:02x}" for byte in raw]
    prefix = "./" if b":" in raw.partition(b"/")[0] else ""
    return escape_html((prefix + "".join(parts)).encode())
