# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026, the mtscompfs authors
"""The objects of a bucket: files below a directory, and objects in memory.

The namespace is S3's: keys are any texts, ordered by their UTF-8 bytes, and
slashes have no meaning.  Objects in memory can have keys that files cannot
have, such as `a//b`, `a/` or `..`, and hide files of the same name.
"""
import os
import time

from server.content.entity import Entity, open_file
from server.s3.etag import EtagMaker, etag_of_bytes


def _is_path(key):
    """Whether a file can have this key as its path."""
    return "\0" not in key and all(
        part not in ("", ".", "..") for part in key.split("/"))


def _find_files(directory, prefix):
    """Yields the keys of the files in `directory`, whose key is `prefix`."""
    try:
        with os.scandir(directory) as listed:
            for found in listed:
                key = prefix + found.name
                if found.is_dir():
                    yield from _find_files(found.path, key + "/")
                elif found.is_file():
                    yield key
    except OSError:
        return


class Bucket:
    """Any thread may call."""

    def __init__(self, directory, objects=()):
        self._directory = directory
        self._make_etag = EtagMaker()
        self._objects = {}
        for key, data in dict(objects).items():
            self.put(key, data)

    def put(self, key, data):
        """Adds or replaces an object in memory."""
        self._objects[key] = Entity(data, len(data), time.time_ns(),
                                    etag_of_bytes(data))

    def remove(self, key):
        """Removes an object in memory."""
        del self._objects[key]

    def keys(self, prefix):
        """The UTF-8 bytes of all keys that begin with `prefix`, sorted."""
        folder = prefix.rpartition("/")[0]
        found = dict.fromkeys(list(self._objects))
        if not folder or _is_path(folder):
            root = self._directory / folder if folder else self._directory
            found.update(dict.fromkeys(
                _find_files(root, folder and folder + "/")))
        raw = prefix.encode("utf-8", "surrogateescape")
        # Keys are UTF-8, so files with other names are no objects.
        encoded = (key.encode("utf-8", "surrogateescape") for key in found)
        return sorted(key for key in encoded
                      if key.startswith(raw) and _is_utf8(key))

    def open(self, key):
        """An Entity, or None if there is no such object."""
        if key in self._objects:
            return self._objects[key]
        if not _is_path(key):
            return None
        path = self._directory / key
        try:
            return open_file(path, lambda status: self._make_etag(path, status))
        except OSError:
            return None


def _is_utf8(raw):
    try:
        raw.decode()
    except UnicodeDecodeError:
        return False
    return True
