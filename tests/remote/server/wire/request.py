# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026, the mtscompfs authors
"""An HTTP request, as it was received."""
import dataclasses
import urllib.parse

MAX_LINE = 1 << 16
MAX_HEADERS = 200
MAX_BODY = 1 << 20


class BadRequest(Exception):
    """The bytes are no HTTP request; the connection cannot be used further."""


@dataclasses.dataclass(frozen=True)
class Request:
    """`target` is the path and query as sent, without scheme and host; the
    names of `headers` are in lower case."""
    method: str
    target: str
    version: str
    headers: dict
    body: bytes = b""

    @property
    def raw_path(self):
        return self.target.partition("?")[0]

    @property
    def query(self):
        return self.target.partition("?")[2]

    @property
    def path(self):
        """The path without percent signs; bytes that are not UTF-8 are
        surrogates, as in the names of os.listdir()."""
        return urllib.parse.unquote(self.raw_path, errors="surrogateescape")

    @property
    def range(self):
        return self.headers.get("range", "")

    @property
    def wants_close(self):
        connection = self.headers.get("connection", "").lower()
        if self.version == "HTTP/1.0":
            return connection != "keep-alive"
        return connection == "close"

    def without(self, *names):
        kept = {name: value for name, value in self.headers.items()
                if name not in names}
        return dataclasses.replace(self, headers=kept)

    def with_header(self, name, value):
        return dataclasses.replace(self, headers={**self.headers, name: value})


def _read_line(stream):
    line = stream.readline(MAX_LINE)
    if not line.endswith(b"\n"):
        if line:
            raise BadRequest("a line is too long or incomplete")
        return None
    return line.rstrip(b"\r\n").decode("latin-1")


def _read_headers(stream):
    headers = {}
    for _ in range(MAX_HEADERS):
        line = _read_line(stream)
        if not line:
            return headers
        name, colon, value = line.partition(":")
        if not colon:
            raise BadRequest(f"a header without a colon: {line}")
        name, value = name.lower(), value.strip()
        headers[name] = f"{headers[name]},{value}" if name in headers else value
    raise BadRequest("too many headers")


def _without_host(target):
    """A client sends a whole URL if it takes this server for its proxy."""
    if target.startswith("http://"):
        slash = target.find("/", len("http://"))
        return target[slash:] if slash > 0 else "/"
    return target


def read_request(stream):
    """The next request, or None if the client closed the connection.
    Throws: BadRequest."""
    line = _read_line(stream)
    if line is None:
        return None
    words = line.split(" ")
    if len(words) != 3 or not words[2].startswith("HTTP/1."):
        raise BadRequest(f"not a request line: {line}")
    headers = _read_headers(stream)
    n_bytes = headers.get("content-length", "0")
    if not n_bytes.isdecimal() or int(n_bytes) > MAX_BODY:
        raise BadRequest(f"a body of {n_bytes} bytes")
    return Request(words[0], _without_host(words[1]), words[2], headers,
                   stream.read(int(n_bytes)))
