#!/usr/bin/python3
# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026, the mtscompfs authors
"""nginx, Apache and rclone as web servers, from Debian's packages.

`real_server.py DIRECTORY --style STYLE` prints the URL on the first line, and
serves until the end of standard input.
"""
import argparse
import contextlib
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

NGINX = "/usr/sbin/nginx"
APACHE = "/usr/sbin/apache2"
RCLONE = "/usr/bin/rclone"
# Program, and the format of its listings.
STYLES = {
    "nginx": (NGINX, "html"),
    "nginx-json": (NGINX, "json"),
    "apache": (APACHE, "HTMLTable NameWidth=* DescriptionWidth=*"),
    "apache-pre": (APACHE, ""),
    "rclone": (RCLONE, ""),
}
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
User www-data
Group www-data
<Directory {root}>
  Options +Indexes +FollowSymLinks
  IndexOptions FancyIndexing {variant}
</Directory>
"""


def _free_port():
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return sock.getsockname()[1]


def _command(program, configuration, directory, port):
    return {
        NGINX: [NGINX, "-c", configuration],
        APACHE: [APACHE, "-DFOREGROUND", "-f", configuration],
        RCLONE: [RCLONE, "--config", "", "serve", "http", "--addr",
                 f"127.0.0.1:{port}", directory],
    }[program]


class RealServer:
    """Serves `directory`, with its own files in `work`.  The address is as that
    of a Server: `port`.  Apache serves as www-data."""

    def __init__(self, style, directory, work):
        program, variant = STYLES[style]
        self.port = _free_port()
        file = work / "configuration"
        text = {NGINX: NGINX_CONFIGURATION, APACHE: APACHE_CONFIGURATION,
                RCLONE: ""}[program]
        file.write_text(text.format(work=work, port=self.port, root=directory,
                                    variant=variant))
        self._process = subprocess.Popen(
            _command(program, str(file), str(directory), self.port),
            env={**os.environ, "TZ": "UTC"}, stderr=subprocess.DEVNULL)

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


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("directory", type=Path)
    parser.add_argument("--style", choices=STYLES, required=True)
    arguments = parser.parse_args()
    if not shutil.which(STYLES[arguments.style][0]):
        raise SystemExit(f"{STYLES[arguments.style][0]}: not installed")
    with tempfile.TemporaryDirectory() as work, \
            RealServer(arguments.style, arguments.directory,
                       Path(work)) as server:
        print(f"http://127.0.0.1:{server.port}", flush=True)
        sys.stdin.read()


if __name__ == "__main__":
    main()
