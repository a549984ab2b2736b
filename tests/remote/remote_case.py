# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026, the mtscompfs authors
"""Common code of the tests of the test server."""
import http.client
import importlib.util
import os
import random
import shutil
import sys
import tempfile
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from server import Server  # noqa: E402

# The continuous integration installs all clients.
MUST_RUN = os.environ.get("CI") == "true"

SESSION = "lab/Subjects/S-1/2021-06-01/001/raw_ephys_data"
PROBE = f"{SESSION}/probe00/_spikeglx_ephysData_g0_t0.imec0.ap"
UUID = "036e9614-1111-2222-3333-44445555666"
# Paths and sizes.  The layout of the International Brain Laboratory, and names
# with characters that have a meaning in URLs, HTML or XML.
FILES = {
    f"{PROBE}.{UUID}0.cbin": 300_000,
    f"{PROBE}.{UUID}1.ch": 1500,
    f"{PROBE}.{UUID}2.meta": 700,
    f"{SESSION}/#2024-05-06#/probe00/a.ch": 1024,
    "names/with blank.txt": 1,
    "names/ü-é.txt": 973,
    "names/a+b&c;d=e%f'(g)[h]@i,j!k$l~m.txt": 10,
    "names/<x>\"y\".txt": 20,
    "names/a:b.txt": 0,
    "names/" + "n" * 49 + "/" + "m" * 50: 5,
    "names/" + "n" * 50 + "/" + "ü" * 60: 6,
    "names-/1": 7,  # Before names/ in S3's order.
    "names0": 8,
}
# 2024-02-03 04:05:06 UTC
MODIFIED = 1_706_933_106


def needs(is_there, what):
    """Skips a test if a client is missing, unless all tests must run."""
    return unittest.skipUnless(is_there or MUST_RUN, f"{what} is not installed")


def needs_program(name):
    return needs(shutil.which(name), name)


def needs_module(name, package):
    return needs(importlib.util.find_spec(name), package)


def write_tree(directory):
    """Writes FILES below `directory`, and returns their bytes by path."""
    rng = random.Random(1)
    contents = {path: rng.randbytes(size) for path, size in FILES.items()}
    for path, data in contents.items():
        file = directory / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    for path in directory.rglob("*"):
        os.utime(path, (MODIFIED, MODIFIED))
    return contents


class RemoteCase(unittest.TestCase):
    """`bucket` is a directory with the tree of `files`, and the only directory
    of `root`."""

    @classmethod
    def setUpClass(cls):
        cls.root = Path(tempfile.mkdtemp())
        cls.addClassCleanup(shutil.rmtree, cls.root)
        cls.bucket = cls.root / "bucket"
        cls.files = write_tree(cls.bucket)

    def serve(self, style, **settings):
        root = self.root if style == "s3" else self.bucket
        return self.enter(Server(root, style=style, **settings))

    def enter(self, context):
        value = context.__enter__()
        self.addCleanup(context.__exit__, None, None, None)
        return value

    def scratch(self):
        """An empty directory."""
        return Path(self.enter(tempfile.TemporaryDirectory()))


class Client:
    """One connection with keep-alive."""

    def __init__(self, server):
        self._connection = http.client.HTTPConnection("127.0.0.1", server.port)

    def __enter__(self):
        return self

    def __exit__(self, *exception):
        self._connection.close()

    def ask(self, target, method="GET", **headers):
        """(status, headers, body); `if_match` is the header If-Match."""
        named = {name.replace("_", "-"): value
                 for name, value in headers.items()}
        try:
            self._connection.request(method, target, headers=named)
            response = self._connection.getresponse()
            return response.status, response.headers, response.read()
        except (OSError, http.client.HTTPException):
            self._connection.close()
            raise


def ask(server, target, method="GET", **headers):
    """As Client.ask(), on a connection of its own."""
    with Client(server) as client:
        return client.ask(target, method, **headers)
