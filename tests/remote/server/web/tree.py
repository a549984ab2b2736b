# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026, the mtscompfs authors
"""The directory tree that a web server shows."""
import dataclasses
import os
import stat

from server.refusal import Refusal


@dataclasses.dataclass(frozen=True)
class Entry:
    """One name of a directory; the size of a directory is 0.  `name` has
    surrogates for bytes that are not UTF-8."""
    name: str
    kind: str  # "file", "directory" or "other"
    size: int
    modified: int  # Unix time

    @property
    def is_directory(self):
        return self.kind == "directory"

    @property
    def raw_name(self):
        return os.fsencode(self.name)


def resolve(root, path):
    """The place of a URL's decoded path.  Throws: Refusal."""
    parts = [part for part in path.split("/") if part not in ("", ".")]
    if ".." in parts or "\0" in path:
        raise Refusal("InvalidArgument", "The path leaves the tree")
    return root.joinpath(*parts)


def _read_entry(found):
    try:
        status = found.stat()
    except FileNotFoundError:  # A symlink without target.
        status = found.stat(follow_symlinks=False)
    kind = "other"
    if stat.S_ISREG(status.st_mode):
        kind = "file"
    elif stat.S_ISDIR(status.st_mode):
        kind = "directory"
    size = 0 if kind == "directory" else status.st_size
    return Entry(found.name, kind, size, int(status.st_mtime))


def list_directory(path):
    """Without hidden names, sorted by bytes.  Throws: OSError."""
    with os.scandir(path) as listed:
        entries = [_read_entry(found) for found in listed
                   if not found.name.startswith(".")]
    return sorted(entries, key=lambda entry: entry.raw_name)
