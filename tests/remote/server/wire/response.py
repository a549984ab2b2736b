# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026, the mtscompfs authors
"""An HTTP answer before it is sent."""
import dataclasses
import email.utils
import http.client
import typing

from server.wire.body import Bytes

SERVER = "mtscompfs-tests"
CHUNK = 1 << 15


@dataclasses.dataclass
class Response:
    """A header of value None is not sent.  Sites send listings in chunks if
    the real server does."""
    status: int
    headers: dict
    body: typing.Any = dataclasses.field(default_factory=Bytes)
    is_chunked: bool = False

    def frame(self, request):
        """Sets the headers that describe the body's length.  A client of
        HTTP/1.0 knows no chunks: the end of the connection ends the body."""
        if not self.is_chunked:
            self.headers.setdefault("Content-Length", str(self.body.length))
            return
        if request.version == "HTTP/1.0":
            self.headers["Connection"] = "close"
            return
        self.headers.setdefault("Transfer-Encoding", "chunked")
        if request.method != "HEAD":
            self.body = Bytes(chunked(self.body.read()))

    def head(self):
        """The status line and headers as bytes."""
        reason = http.client.responses.get(self.status, "Unknown")
        lines = [f"HTTP/1.1 {self.status} {reason}", f"Server: {SERVER}",
                 f"Date: {email.utils.formatdate(usegmt=True)}"]
        lines += [f"{name}: {value}" for name, value in self.headers.items()
                  if value is not None]
        return "\r\n".join(lines + ["", ""]).encode("utf-8", "surrogateescape")

    @property
    def wants_close(self):
        return str(self.headers.get("Connection")).lower() == "close"


def chunked(data):
    """`data` in the form of Transfer-Encoding: chunked (RFC 9112, 7.1)."""
    pieces = [data[first:first + CHUNK] for first in range(0, len(data), CHUNK)]
    return b"".join(b"%x\r\n%s\r\n" % (len(piece), piece)
                    for piece in [*pieces, b""])
