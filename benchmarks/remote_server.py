# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026, the mtscompfs authors
"""A web server on the loopback interface, with the latency and rates of a
distant one, and `rclone mount` of it."""
import json
import os
import subprocess
import tempfile
import time
from pathlib import Path

SERVER = Path(__file__).resolve().parents[1] / "tests/remote/server"


class RemoteServer:
    """Serves a directory; a context manager whose value is itself.  `options`
    are those of tests/remote/server, such as ("--latency", "30ms")."""

    def __init__(self, directory, *options):
        self._arguments = [str(directory), *options]

    def __enter__(self):
        self._directory = tempfile.TemporaryDirectory(prefix="bench-server.")
        self._log = Path(self._directory.name) / "requests"
        self._process = subprocess.Popen(
            ["python3", SERVER, *self._arguments, "--log", self._log],
            stdout=subprocess.PIPE, text=True)
        self.url = self._process.stdout.readline().strip()
        return self

    def __exit__(self, *exception):
        self._process.terminate()
        self._process.wait()
        self._directory.cleanup()

    def bytes_sent(self, name):
        """Bytes of the bodies of all answers about files whose name ends so,
        except single bytes: every mount reads one to try the server."""
        lines = map(json.loads, self._log.read_text("ascii").splitlines())
        return sum(line["bytes"] for line in lines
                   if line["method"] == "GET" and line["bytes"] > 1 and
                   line["path"].endswith(name))


class RcloneMount:
    """`rclone mount` of a web server with its cache on the disk."""

    def __init__(self, url):
        self._url = url

    def __enter__(self):
        self._directory = tempfile.TemporaryDirectory(prefix="bench-rclone.")
        self.mount_point = os.path.join(self._directory.name, "mnt")
        os.mkdir(self.mount_point)
        self._process = subprocess.Popen(
            ["rclone", "mount", "--config", "/dev/null", "--read-only",
             "--vfs-cache-mode", "full", "--cache-dir",
             os.path.join(self._directory.name, "cache"),
             "--http-url", self._url, ":http:", self.mount_point],
            stderr=subprocess.DEVNULL)
        for _ in range(1000):
            if os.path.ismount(self.mount_point):
                return self
            time.sleep(0.01)
        raise RuntimeError("rclone has not mounted")

    def __exit__(self, *exception):
        subprocess.run(["fusermount3", "-u", self.mount_point], check=False)
        self._process.wait()
        self._directory.cleanup()
