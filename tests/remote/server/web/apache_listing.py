# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026, the mtscompfs authors
"""Listings of Apache's mod_autoindex with FancyIndexing, byte for byte as
Apache 2.4 writes them in the time zone UTC
(https://httpd.apache.org/docs/2.4/mod/mod_autoindex.html).

Debian's configuration also hides names by IndexIgnore, for example all that end
with #; these are shown here."""
import time

from server.web.escapes import apache_href, escape_html
from server.web.rounded_size import rounded_size

NAME_WIDTH = 23  # The default without HTMLTable.

_TOP = (b'<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01//EN" '
        b'"http://www.w3.org/TR/html4/strict.dtd">\n'
        b"<html>\n <head>\n  <title>Index of %s</title>\n </head>\n"
        b" <body>\n"
        b"<h1>Index of %s</h1>\n")
_SORT = (b'<a href="?C=N;O=D">Name</a>',
         b'<a href="?C=M;O=A">Last modified</a>',
         b'<a href="?C=S;O=A">Size</a>', b'<a href="?C=D;O=A">Description</a>')
_ICON = b'<img src="/icons/%s.gif" alt="[%s]">'
_BACK, _FOLDER, _FILE = (_ICON % names for names in (
    (b"back", b"PARENTDIR"), (b"folder", b"DIR"), (b"unknown", b"   ")))


def _top(path):
    title = escape_html(path.rstrip(b"/") or b"/")
    return _TOP % (title, title)


def _parent(path):
    """The link to the parent, which is absolute; None for the root."""
    if path == b"/":
        return None
    return apache_href(path.rstrip(b"/").rpartition(b"/")[0] + b"/")


def _name(entry):
    return entry.raw_name + (b"/" if entry.is_directory else b"")


def _shown(entries):
    """Apache hides entries that it would not serve, such as FIFOs."""
    return sorted((entry for entry in entries if entry.kind != "other"),
                  key=_name)


def _fields(entry, width):
    """Icon, link, and the rest of the name's column."""
    raw = _name(entry)
    if width and len(raw) > width:
        shown = escape_html(raw[:width - 3]) + b"..&gt;"
    else:
        shown = escape_html(raw)
    link = b'<a href="%s">%s</a>' % (apache_href(raw), shown)
    return (_FOLDER if entry.is_directory else _FILE, link,
            b" " * max(0, width - len(raw)),
            time.strftime("%Y-%m-%d %H:%M",
                          time.gmtime(entry.modified)).encode(),
            b"  - " if entry.is_directory else rounded_size(entry.size))


def apache_table(path, entries, width):
    """As Debian configures it: HTMLTable; a width of 0 is NameWidth=*."""
    heads = b"".join(b"<th>%s</th>" % link for link in _SORT)
    rule = b'   <tr><th colspan="5"><hr></th></tr>\n'
    rows = [b'  <table>\n   <tr><th valign="top"><img src="/icons/blank.gif" '
            b'alt="[ICO]"></th>' + heads + b"</tr>\n", rule]
    if _parent(path):
        rows.append(b'<tr><td valign="top">%s</td><td><a href="%s">'
                    b"Parent Directory</a></td><td>&nbsp;</td>"
                    b'<td align="right">  - </td><td>&nbsp;</td></tr>\n'
                    % (_BACK, _parent(path)))
    for entry in _shown(entries):
        icon, link, padding, date, size = _fields(entry, width)
        rows.append(b'<tr><td valign="top">%s</td><td>%s%s</td>'
                    b'<td align="right">%s  </td><td align="right">%s</td>'
                    b"<td>&nbsp;</td></tr>\n"
                    % (icon, link, padding, date, size))
    return _top(path) + b"".join(rows) + rule + b"</table>\n</body></html>\n"


def apache_pre(path, entries, width):
    """Without HTMLTable; a width of 0 is Apache's default."""
    width = width or NAME_WIDTH
    rows = [b'<pre><img src="/icons/blank.gif" alt="Icon "> ' + _SORT[0]
            + b" " * (width - 4) + b" " + _SORT[1] + b"      " + _SORT[2]
            + b"  " + _SORT[3] + b"<hr>"]
    if _parent(path):
        rows.append(b'%s <a href="%s">Parent Directory</a>%s   -   \n'
                    % (_BACK, _parent(path), b" " * (width + 3)))
    for entry in _shown(entries):
        icon, link, padding, date, size = _fields(entry, width)
        rows.append(b"%s %s%s %s  %s  \n" % (icon, link, padding, date, size))
    return _top(path) + b"".join(rows) + b"<hr></pre>\n</body></html>\n"
