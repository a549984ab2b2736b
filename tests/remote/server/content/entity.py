# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026, the mtscompfs authors
"""An open file or an object in memory, with its version."""
import dataclasses
import email.utils
import os
import typing

from server.wire.body import Bytes, FileExtent


@dataclasses.dataclass
class Entity:
    """`modified_ns` is a Unix time in nanoseconds.  `etag` has its quotes;
    None if the server sends none.  `source` is an open file, or bytes."""
    source: typing.Any
    size: int
    modified_ns: int
    etag: str | None = None

    @property
    def modified(self):
        """The whole second, as in Last-Modified."""
        return self.modified_ns // 10**9

    @property
    def last_modified(self):
        return email.utils.formatdate(self.modified, usegmt=True)

    def extent(self, first, n):
        """A body, which takes over the open file."""
        if isinstance(self.source, bytes):
            return Bytes(self.source[first:first + n])
        return FileExtent(self.source, first, n)

    def close(self):
        if not isinstance(self.source, bytes):
            self.source.close()


def open_file(path, make_etag):
    """`make_etag(stat)` returns the ETag.  Throws: OSError."""
    file = open(path, "rb", buffering=0)
    status = os.fstat(file.fileno())
    return Entity(file, status.st_size, status.st_mtime_ns, make_etag(status))
