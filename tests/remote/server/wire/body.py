# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026, the mtscompfs authors
"""The bodies of answers: bytes, part of a file, or a repeated text.

Each has `length`, `read()` for all bytes, `send(socket, first, n)`, which
sends at most `n` bytes from `first` on and returns their number, and
`close()`.
"""
import os
import ssl

MAX_READ = 1 << 26


class Bytes:
    def __init__(self, data=b""):
        self._data = memoryview(data)
        self.length = len(data)

    def read(self):
        return bytes(self._data)

    def send(self, sock, first, n):
        sock.sendall(self._data[first:first + n])
        return n

    def close(self):
        pass


class FileExtent:
    """`n` bytes of an open file, which this closes."""

    def __init__(self, file, first, n):
        self._file = file
        self._first = first
        self.length = n

    def read(self):
        return os.pread(self._file.fileno(), self.length, self._first)

    def send(self, sock, first, n):
        offset = self._first + first
        if isinstance(sock, ssl.SSLSocket):
            data = os.pread(self._file.fileno(), n, offset)
            sock.sendall(data)
            n_sent = len(data)
        else:
            n_sent = os.sendfile(sock.fileno(), self._file.fileno(), offset, n)
        if n_sent == 0:
            raise ConnectionError("the file became shorter while it was sent")
        return n_sent

    def close(self):
        self._file.close()


class Repeated:
    """`unit`, repeated; `times` may be huge."""

    def __init__(self, unit, times):
        # Long enough for few calls.
        self._n_unit = max(1, len(unit))
        self._data = unit * (1 + (1 << 18) // self._n_unit)
        self.length = len(unit) * times

    def read(self):
        if self.length > MAX_READ:
            raise ValueError(f"a body of {self.length} bytes is too large for "
                             "this fault")
        return self._data[:self._n_unit] * (self.length // self._n_unit)

    def send(self, sock, first, n):
        begin = first % self._n_unit
        data = self._data[begin:begin + n]
        sock.sendall(data)
        return len(data)

    def close(self):
        pass
