#!/usr/bin/python3
# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026, the mtscompfs authors
"""The listings of the test server are those of nginx and Apache, byte for byte.

The tests start the real servers, from Debian's packages nginx and apache2-bin.
"""
import os
import unittest
import urllib.parse
from pathlib import Path

from real_server import APACHE, NGINX, RealServer
from remote_case import RemoteCase, ask, needs

SIZES = (0, 9, 972, 973, 1023, 1024, 9 << 10, 10239, 10240, 996147, 1048064,
         1048575, 1048576, 10485759, 30 << 30, 3 << 40)


class ListingStylesTest(RemoteCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # Apache serves as another user.
        os.chmod(cls.root, 0o755)
        sizes = cls.bucket / "sizes"
        sizes.mkdir()
        (cls.bucket / "empty").mkdir()
        for size in SIZES:
            (sizes / f"{size}.bin").touch()
            os.truncate(sizes / f"{size}.bin", size)
        (sizes / ".hidden").touch()
        (sizes / "new\nline").touch()
        (sizes / "dangling").symlink_to("/nonexistent")
        os.mkfifo(sizes / "fifo")
        (Path(os.fsdecode(bytes(sizes) + b"/not\xffUTF-8"))).touch()

    def directories(self):
        for path in [self.bucket, *self.bucket.rglob("*")]:
            if path.is_dir():
                name = os.fsencode(path.relative_to(self.bucket))
                quoted = urllib.parse.quote(name)
                yield "/" if quoted == "." else f"/{quoted}/"

    def compare(self, style, real):
        ours = self.serve(style)
        for target in self.directories():
            self.assertEqual(ask(ours, target)[2].split(b"\n"),
                             ask(real, target)[2].split(b"\n"),
                             f"{style} {target}")

    @needs(Path(NGINX).exists(), "nginx")
    def test_nginx(self):
        for style in ("nginx", "nginx-json"):
            with RealServer(style, self.bucket, self.scratch()) as real:
                self.compare(style, real)

    @needs(Path(APACHE).exists(), "apache2-bin")
    def test_apache(self):
        for style in ("apache", "apache-pre"):
            with RealServer(style, self.bucket, self.scratch()) as real:
                self.compare(style, real)

    def test_apache_cuts_names_to_its_width(self):
        server = self.serve("apache", name_width=10)
        self.assertIn(b'<a href="10485759.bin">1048575..&gt;</a></td>',
                      ask(server, "/sizes/")[2])


if __name__ == "__main__":
    unittest.main()
