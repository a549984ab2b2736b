#!/usr/bin/python3
# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026, the mtscompfs authors
"""The test server, read by curl (Debian: curl), over HTTP and HTTPS."""
import subprocess
import unittest
import urllib.parse

from remote_case import FILES, PROBE, UUID, RemoteCase, needs_program
from server.settings import Account

CBIN = f"{PROBE}.{UUID}0.cbin"
PARTIAL_FILE = 18  # Exit statuses.
RECEIVE_ERROR = 56
USER = Account("AKUSER", "secret/+key")


def curl(*words):
    return subprocess.run(["curl", "-s", *words], stdout=subprocess.PIPE,
                          check=True).stdout


@needs_program("curl")
class CurlTest(RemoteCase):
    def test_ranges(self):
        server = self.serve("nginx")
        url = f"{server.url}/{CBIN}"
        data = self.files[CBIN]
        self.assertEqual(curl("-r", "5-8", url), data[5:9])
        self.assertEqual(curl("-r", "-7", url), data[-7:])
        self.assertEqual(curl("-w", "%{http_code}", "-o", "/dev/null", "-r",
                              "300000-", url), b"416")

    def test_head(self):
        url = f"{self.serve('nginx').url}/{CBIN}"
        head = curl("-I", url).decode().split("\r\n")
        self.assertEqual(head[0], "HTTP/1.1 200 OK")
        self.assertIn("Content-Length: 300000", head)
        self.assertIn("Accept-Ranges: bytes", head)

    def test_one_connection_serves_many_requests(self):
        server = self.serve("nginx")
        urls = [f"{server.url}/{urllib.parse.quote(path)}" for path in FILES]
        self.assertEqual(curl(*urls), b"".join(self.files.values()))
        self.assertEqual({entry["connection"] for entry in server.requests()},
                         {1})

    def test_curl_reports_an_early_end(self):
        server = self.serve("nginx")
        for effect, status in (("cut", PARTIAL_FILE), ("short", PARTIAL_FILE),
                               ("reset", RECEIVE_ERROR)):
            server.faults.replace([{"fault": {effect: 1000}}])
            with self.assertRaises(subprocess.CalledProcessError) as caught:
                curl("-o", "/dev/null", f"{server.url}/{CBIN}")
            self.assertEqual(caught.exception.returncode, status, effect)

    def test_curl_signs_as_the_server_checks(self):
        server = self.serve("s3", accounts=(USER,), anonymous=False)
        url = f"{server.url}/bucket/names0"
        sign = ["--aws-sigv4", "aws:amz:us-east-1:s3", "--user",
                f"{USER.key}:{USER.secret}"]
        payload = "x-amz-content-sha256: UNSIGNED-PAYLOAD"
        self.assertEqual(curl(*sign, "-H", payload, url), self.files["names0"])
        self.assertIn(b"MissingSecurityHeader", curl(*sign, url))
        self.assertIn(b"AccessDenied", curl(url))

    def test_buckets_are_named_by_path_or_by_host(self):
        server = self.serve("s3")
        self.assertEqual(curl(f"{server.url}/bucket/names0"),
                         self.files["names0"])
        host = f"bucket.s3.amazonaws.com:80:127.0.0.1:{server.port}"
        self.assertEqual(
            curl("--connect-to", host, "http://bucket.s3.amazonaws.com/names0"),
            self.files["names0"])

    @needs_program("openssl")
    def test_https(self):
        scratch = self.scratch()
        certificate, key = str(scratch / "cert"), str(scratch / "key")
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt",
             "ec_paramgen_curve:P-256", "-nodes", "-keyout", key, "-out",
             certificate, "-subj", "/CN=tests", "-addext",
             "subjectAltName=IP:127.0.0.1"], check=True,
            stderr=subprocess.DEVNULL)
        server = self.serve("nginx", certificate=(certificate, key))
        url = f"{server.url}/{CBIN}"
        self.assertEqual(curl("--cacert", certificate, "-r", "1-9", url),
                         self.files[CBIN][1:10])
        with self.assertRaises(subprocess.CalledProcessError):
            curl(url)


if __name__ == "__main__":
    unittest.main()
