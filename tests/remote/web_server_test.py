#!/usr/bin/python3
# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026, the mtscompfs authors
"""The test server as a plain web server."""
import os
import socket
import unittest
import urllib.parse

from remote_case import PROBE, UUID, RemoteCase, Client, ask

CBIN = f"/{PROBE}.{UUID}0.cbin"


def quoted(path):
    return "/" + urllib.parse.quote(path)


class WebServerTest(RemoteCase):
    def data(self, target):
        return self.files[target[1:]]

    def test_every_file_is_served_under_its_quoted_name(self):
        server = self.serve("nginx")
        with Client(server) as client:
            for path, data in self.files.items():
                status, headers, body = client.ask(quoted(path))
                self.assertEqual((status, body), (200, data), path)
                self.assertEqual(headers["Last-Modified"],
                                 "Sat, 03 Feb 2024 04:05:06 GMT")
        self.assertEqual({entry["connection"] for entry in server.requests()},
                         {1})

    def test_ranges(self):
        server = self.serve("nginx")
        data = self.data(CBIN)
        size = len(data)
        for text, first, last in (
                ("0-0", 0, 0), ("100-299", 100, 299),
                ("299990-", 299990, size - 1), ("-10", size - 10, size - 1),
                ("5-999999999", 5, size - 1)):
            status, headers, body = ask(server, CBIN, range=f"bytes={text}")
            self.assertEqual((status, body), (206, data[first:last + 1]), text)
            self.assertEqual(headers["Content-Range"],
                             f"bytes {first}-{last}/{size}")

    def test_ignored_ranges_give_the_whole_file(self):
        server = self.serve("nginx")
        for text in ("bytes=5-2", "bytes=0-1,4-5", "bytes=-", "lines=1-2"):
            status, _, body = ask(server, CBIN, range=text)
            self.assertEqual((status, body), (200, self.data(CBIN)), text)

    def test_a_range_behind_the_end_is_refused(self):
        server = self.serve("nginx")
        for text in ("300000-", "-0"):
            status, headers, _ = ask(server, CBIN, range=f"bytes={text}")
            self.assertEqual((status, headers["Content-Range"]),
                             (416, "bytes */300000"))

    def test_head_has_the_headers_of_get(self):
        server = self.serve("nginx")
        for headers in ({}, {"range": "bytes=1-2"}, {"if_match": '"no"'}):
            got = ask(server, CBIN, **headers)
            head = ask(server, CBIN, "HEAD", **headers)
            self.assertEqual(head[0], got[0])
            self.assertEqual(head[2], b"")
            for name in ("Content-Length", "ETag", "Content-Range"):
                self.assertEqual(head[1][name], got[1][name])

    def test_if_match_compares_strongly(self):
        strong = self.serve("nginx")
        etag = ask(strong, CBIN)[1]["ETag"]
        self.assertRegex(etag, '^"[0-9a-f-]+"$')
        self.assertEqual(ask(strong, CBIN, if_match=f'"x", {etag}')[0], 200)
        self.assertEqual(ask(strong, CBIN, if_match="*")[0], 200)
        self.assertEqual(ask(strong, CBIN, if_match='"x"')[0], 412)
        weak = self.serve("nginx", etag="weak")
        self.assertEqual(ask(weak, CBIN)[1]["ETag"], f"W/{etag}")
        self.assertEqual(ask(weak, CBIN, if_match=f"W/{etag}")[0], 412)

    def test_without_etag_if_match_fails_or_is_ignored(self):
        server = self.serve("nginx", etag="none")
        self.assertIsNone(ask(server, CBIN)[1]["ETag"])
        self.assertEqual(ask(server, CBIN, if_match='"x"')[0], 412)
        server = self.serve("nginx", etag="none", conditions=False)
        self.assertEqual(ask(server, CBIN, if_match='"x"')[0], 200)

    def test_if_unmodified_since(self):
        server = self.serve("nginx")
        same, before = (f"Sat, 03 Feb 2024 04:05:0{second} GMT"
                        for second in (6, 5))
        self.assertEqual(ask(server, CBIN, if_unmodified_since=same)[0], 200)
        self.assertEqual(ask(server, CBIN, if_unmodified_since=before)[0], 412)
        etag = ask(server, CBIN)[1]["ETag"]
        self.assertEqual(ask(server, CBIN, if_unmodified_since=before,
                             if_match=etag)[0], 200)

    def test_a_replaced_file_gets_another_etag(self):
        server = self.serve("nginx")
        etag = ask(server, "/names0")[1]["ETag"]
        os.utime(self.bucket / "names0", ns=(1, 1_706_933_106_000_000_001))
        self.assertEqual(ask(server, "/names0", if_match=etag)[0], 412)

    def test_missing_names_and_forbidden_methods(self):
        server = self.serve("nginx")
        self.assertEqual(ask(server, "/no")[0], 404)
        self.assertEqual(ask(server, "/names0/")[0], 404)
        self.assertEqual(ask(server, "/%00")[0], 400)
        self.assertEqual(ask(server, "/../bucket/names0")[0], 400)
        self.assertEqual(ask(server, "/names0", "PUT")[0], 405)

    def test_a_directory_redirects_to_its_name_with_a_slash(self):
        server = self.serve("nginx")
        status, headers, _ = ask(server, "/names")
        self.assertEqual((status, headers["Location"]),
                         (301, f"{server.url}/names/"))

    def test_a_password_is_checked(self):
        server = self.serve("nginx", basic="user:word")
        self.assertEqual(ask(server, "/names0")[0], 401)
        self.assertEqual(ask(server, "/names0",
                             authorization="Basic dXNlcjp3b3Jk")[0], 200)

    def test_http_1_0_gets_listings_without_chunks(self):
        server = self.serve("nginx")
        with socket.create_connection(("127.0.0.1", server.port)) as sock:
            sock.sendall(b"GET /names/ HTTP/1.0\r\n\r\n")
            answer = sock.makefile("rb").read()
        head, _, body = answer.partition(b"\r\n\r\n")
        self.assertNotIn(b"Transfer-Encoding", head)
        self.assertEqual(body, ask(server, "/names/")[2])

    def test_bytes_that_are_no_request_are_refused(self):
        server = self.serve("nginx")
        for data in (b"hello\r\n\r\n", b"GET / HTTP/1.1\r\nno colon\r\n\r\n"):
            with socket.create_connection(("127.0.0.1", server.port)) as sock:
                sock.sendall(data)
                self.assertIn(b"400 Bad Request", sock.makefile("rb").read())


if __name__ == "__main__":
    unittest.main()
