#!/usr/bin/python3
# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026, the mtscompfs authors
"""The listings of the test server are those of nginx and Apache, byte for byte.

The tests start the real servers, from Debian's packages nginx and apache2-bin.
"""
import contextlib
import os
import socket
import subprocess
import time
import unittest
import urllib.parse
from pathlib import Path

from remote_case import RemoteCase, ask, needs

NGINX = "/usr/sbin/nginx"
APACHE = "/usr/sbin/apache2"
SIZES = (0, 9, 972, 973, 1023, 1024, 9 << 10, 10239, 10240, 996147, 1048064,
         1048575, 1048576, 10485759, 30 << 30, 3 << 40)
NGINX_CONFIGURATION = """
daemon off; worker_processes 1; user root; pid {work}/pid; error_log stderr;
events {{ }}
http {{
  access_log off; client_body_temp_path {work}/1; proxy_temp_path {work}/2;
  fastcgi_temp_path {work}/3; uwsgi_temp_path {work}/4; scgi_temp_path {work}/5;
  server {{
    listen 127.0.0.1:{port}; root {root}; autoindex on;
    autoindex_format {variant};
  }}
}}
"""
APACHE_CONFIGURATION = """
ServerRoot {work}
ServerName localhost
PidFile {work}/pid
ErrorLog {work}/log
Listen 127.0.0.1:{port}
LoadModule mpm_event_module /usr/lib/apache2/modules/mod_mpm_event.so
LoadModule authz_core_module /usr/lib/apache2/modules/mod_authz_core.so
LoadModule autoindex_module /usr/lib/apache2/modules/mod_autoindex.so
LoadModule dir_module /usr/lib/apache2/modules/mod_dir.so
DocumentRoot {root}
AddIcon /icons/back.gif ..
AddIcon /icons/folder.gif ^^DIRECTORY^^
AddIcon /icons/blank.gif ^^BLANKICON^^
DefaultIcon /icons/unknown.gif
IndexIgnore .??*
User {user}
Group {group}
<Directory {root}>
  Options +Indexes +FollowSymLinks
  IndexOptions FancyIndexing {variant}
</Directory>
"""


def free_port():
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return sock.getsockname()[1]


class RealServer:
    """The address is as that of a Server: `port`."""

    def __init__(self, command, configuration, work, **values):
        self.port = free_port()
        file = work / "configuration"
        file.write_text(configuration.format(work=work, port=self.port,
                                             **values))
        self._process = subprocess.Popen(
            [*command, str(file)], env={**os.environ, "TZ": "UTC"},
            stderr=subprocess.DEVNULL)

    def __enter__(self):
        for _ in range(200):
            with contextlib.suppress(ConnectionError):
                socket.create_connection(("127.0.0.1", self.port)).close()
                return self
            time.sleep(0.05)
        raise TimeoutError(f"{self._process.args[0]} does not listen")

    def __exit__(self, *exception):
        self._process.terminate()
        self._process.wait()


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
        for style, variant in (("nginx", "html"), ("nginx-json", "json")):
            with RealServer([NGINX, "-c"], NGINX_CONFIGURATION, self.scratch(),
                            root=self.bucket, variant=variant) as real:
                self.compare(style, real)

    @needs(Path(APACHE).exists(), "apache2-bin")
    def test_apache(self):
        for style, variant in (
                ("apache", "HTMLTable NameWidth=* DescriptionWidth=*"),
                ("apache-pre", "")):
            with RealServer([APACHE, "-DFOREGROUND", "-f"],
                            APACHE_CONFIGURATION, self.scratch(),
                            root=self.bucket, variant=variant,
                            user="www-data", group="www-data") as real:
                self.compare(style, real)

    def test_apache_cuts_names_to_its_width(self):
        server = self.serve("apache", name_width=10)
        self.assertIn(b'<a href="10485759.bin">1048575..&gt;</a></td>',
                      ask(server, "/sizes/")[2])


if __name__ == "__main__":
    unittest.main()
