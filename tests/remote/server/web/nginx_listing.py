# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026, the mtscompfs authors
"""Listings of nginx's autoindex, byte for byte as nginx 1.22 writes them
(https://nginx.org/en/docs/http/ngx_http_autoindex_module.html), without the
option `charset`: widths count bytes, and cut in the middle of a character."""
import email.utils
import time

from server.web.escapes import escape_html, nginx_href

NAME_LENGTH = 50


def _order(entries):
    return sorted(entries, key=lambda entry: not entry.is_directory)


def _link(entry):
    raw = entry.raw_name
    slash = b"/" if entry.is_directory else b""
    href = nginx_href(raw) + slash
    if len(raw) > NAME_LENGTH:
        shown = escape_html(raw[:NAME_LENGTH - 3]) + b"..&gt;"
        return b'<a href="%s">%s</a> ' % (href, shown)
    if len(raw) == NAME_LENGTH:
        slash = b""
    padding = b" " * (NAME_LENGTH - len(raw + slash))
    return b'<a href="%s">%s</a>%s ' % (href, escape_html(raw) + slash, padding)


def _row(entry):
    date = time.strftime("%d-%b-%Y %H:%M", time.gmtime(entry.modified))
    size = "-" if entry.is_directory else str(entry.size)
    return _link(entry) + f"{date} {size:>19}".encode()


def nginx_html(path, entries):
    """`path` is the decoded path as bytes, with a slash at its end."""
    title = escape_html(path)
    lines = [b"<html>", b"<head><title>Index of %s</title></head>" % title,
             b"<body>", b"<h1>Index of %s</h1><hr><pre>"
             b'<a href="../">../</a>' % title]
    lines += [_row(entry) for entry in _order(entries)]
    lines += [b"</pre><hr></body>", b"</html>", b""]
    return b"\r\n".join(lines)


def _json_string(raw):
    escapes = {ord('"'): b'\\"', ord("\\"): b"\\\\", 8: b"\\b", 9: b"\\t",
               10: b"\\n", 12: b"\\f", 13: b"\\r"}
    return b"".join(
        escapes.get(byte, b"\\u%04X" % byte if byte < 32 else bytes([byte]))
        for byte in raw)


def _json_object(entry):
    date = email.utils.formatdate(entry.modified, usegmt=True).encode()
    size = b', "size":%d' % entry.size if entry.kind == "file" else b""
    return b'{ "name":"%s", "type":"%s", "mtime":"%s"%s }' % (
        _json_string(entry.raw_name), entry.kind.encode(), date, size)


def nginx_json(_path, entries):
    objects = b",".join(b"\r\n" + _json_object(entry)
                        for entry in _order(entries))
    return b"[" + objects + b"\r\n]"
