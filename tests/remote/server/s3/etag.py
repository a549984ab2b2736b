# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026, the mtscompfs authors
"""ETags of objects, in the forms that S3 has: the MD5 of the bytes, or for an
object that was uploaded in parts, a hash and the number of parts."""
import hashlib

# Larger files count as uploaded in parts, so their bytes need not be hashed.
LARGEST_SINGLE = 16 << 20
PART = 8 << 20


def etag_of_bytes(data):
    return f'"{hashlib.md5(data, usedforsecurity=False).hexdigest()}"'


class EtagMaker:
    """Remembers hashes, for as long as a file has its size and time."""

    def __init__(self):
        self._known = {}

    def __call__(self, path, status):
        identity = (status.st_dev, status.st_ino, status.st_size,
                    status.st_mtime_ns)
        etag = self._known.get(identity)
        if etag is None:
            etag = self._make(path, status, identity)
            self._known[identity] = etag
        return etag

    def _make(self, path, status, identity):
        if status.st_size <= LARGEST_SINGLE:
            return etag_of_bytes(path.read_bytes())
        n_parts = -(-status.st_size // PART)
        hashed = etag_of_bytes(repr(identity).encode()).strip('"')
        return f'"{hashed}-{n_parts}"'
