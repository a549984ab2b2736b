#!/usr/bin/python3
# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026, the mtscompfs authors
"""`s3rver_test.py DIRECTORY PROGRAM`: runs the tests S3rverTest of PROGRAM
(tests/source/s3/s3rver_test.cc) with the store s3rver, which npm installs in
DIRECTORY."""
import contextlib
import http.client
import os
import shutil
import subprocess
import sys
import tempfile
import urllib.parse
from pathlib import Path

VERSION = "3.7.1"
SKIPPED = 77
KEYS = ["data/#2024-05-06#/x y+z&%20ü.cbin",
        *(f"data/many/{number:04}" for number in range(1100))]
CONTENT = b"0123456789"


def install(directory):
    """The program, installed once for all runs."""
    program = directory / "node_modules/.bin/s3rver"
    if not program.exists():
        directory.mkdir(parents=True, exist_ok=True)
        subprocess.run(["npm", "install", "--no-audit", "--no-fund",
                        "--silent", "--prefix", directory,
                        f"s3rver@{VERSION}"], check=True)
    return program


@contextlib.contextmanager
def serve(program, data):
    """The URL of a server with a bucket."""
    # Its continuation tokens use an old cipher.
    environment = {**os.environ,
                   "NODE_OPTIONS": "--openssl-legacy-provider"}
    with subprocess.Popen(
            [program, "-s", "-d", data, "-a", "127.0.0.1", "-p", "0",
             "--no-vhost-buckets", "--configure-bucket", "bucket"],
            env=environment, stdout=subprocess.PIPE, text=True) as server:
        try:
            for line in server.stdout:
                if "listening on" in line:
                    yield "http://" + line.split()[-1]
                    break
            else:
                raise SystemExit("s3rver ended")
        finally:
            server.terminate()


def upload(url):
    connection = http.client.HTTPConnection(urllib.parse.urlsplit(url).netloc)
    for key in KEYS:
        connection.request("PUT", "/bucket/" + urllib.parse.quote(key),
                           CONTENT)
        answer = connection.getresponse()
        answer.read()
        if answer.status != 200:
            raise SystemExit(f"s3rver: {key}: status {answer.status}")
    connection.close()


def main():
    directory, program = Path(sys.argv[1]), sys.argv[2]
    if not shutil.which("npm"):
        print("npm is not installed")
        return SKIPPED
    with tempfile.TemporaryDirectory() as data, \
            serve(install(directory), data) as url:
        upload(url)
        return subprocess.run(
            [program, "--gtest_filter=S3rverTest.*"], check=False,
            env={**os.environ, "MTSCOMP_TEST_S3RVER": url}).returncode


if __name__ == "__main__":
    sys.exit(main())
