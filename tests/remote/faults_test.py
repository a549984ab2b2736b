#!/usr/bin/python3
# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026, the mtscompfs authors
"""Each effect of a fault, as a client sees it."""
import gzip
import http.client
import socket
import time
import unittest

from remote_case import PROBE, UUID, Client, RemoteCase, ask

CBIN = f"/{PROBE}.{UUID}0.cbin"


class FaultsTest(RemoteCase):
    def setUp(self):
        self.server = self.serve("nginx")
        self.data = self.files[CBIN[1:]]

    def ask_with(self, effects, target=CBIN, **headers):
        self.server.faults.replace([{"fault": effects}])
        return ask(self.server, target, **headers)

    def partial_body(self, effects, **headers):
        with self.assertRaises(http.client.IncompleteRead) as caught:
            self.ask_with(effects, **headers)
        return caught.exception.partial

    def raw_answer(self, effects, target=CBIN, end=b""):
        """All bytes until the connection ends, or those up to `end`."""
        self.server.faults.replace([{"fault": effects}])
        with socket.create_connection(("127.0.0.1", self.server.port)) as sock:
            sock.sendall(f"GET {target} HTTP/1.1\r\n\r\n".encode())
            answer = b""
            while not (end and answer.endswith(end)):
                data = sock.recv(1 << 16)
                if not data:
                    break
                answer += data
            return answer

    def test_delay(self):
        start = time.monotonic()
        self.assertEqual(self.ask_with({"delay": "300ms"})[0], 200)
        self.assertGreaterEqual(time.monotonic() - start, 0.3)

    def test_rate(self):
        start = time.monotonic()
        self.assertEqual(self.ask_with({"rate": "1M"})[2], self.data)
        self.assertGreaterEqual(time.monotonic() - start, 0.29)

    def test_stall(self):
        start = time.monotonic()
        effects = {"stall": {"at": 1000, "for": "300ms"}}
        self.assertEqual(self.ask_with(effects)[2], self.data)
        self.assertGreaterEqual(time.monotonic() - start, 0.3)

    def test_a_stall_for_ever_ends_when_the_client_leaves(self):
        head_end = self.data[:1000]
        self.raw_answer({"stall": {"at": 1000, "for": "forever"}},
                        end=head_end)
        (entry,) = self.server.requests()
        self.assertEqual((entry["bytes"], entry["complete"]), (1000, False))
        self.raw_answer_is_empty({"delay": "forever"})

    def raw_answer_is_empty(self, effects):
        self.server.faults.replace([{"fault": effects}])
        with socket.create_connection(("127.0.0.1", self.server.port),
                                      timeout=0.1) as sock:
            sock.sendall(b"GET / HTTP/1.1\r\n\r\n")
            self.assertRaises(TimeoutError, sock.recv, 1)

    def test_cut_and_reset(self):
        self.assertEqual(self.partial_body({"cut": 1000}), self.data[:1000])
        self.assertTrue(self.raw_answer({"cut": "before header"}) == b"")
        for place in (1000, 0, "before header"):
            with self.assertRaises(ConnectionResetError, msg=place):
                self.ask_with({"reset": place})

    def test_short_and_long_bodies(self):
        self.assertEqual(self.partial_body({"short": 3}), self.data[:-3])
        answer = self.raw_answer({"long": 3})
        self.assertIn(b"Content-Length: 300000\r\n", answer)
        self.assertTrue(answer.endswith(self.data + b"\0" * 3))

    def test_refuse(self):
        self.server.faults.replace([{"times": 1, "fault": {"refuse": 0.3}}])
        with self.assertRaises(ConnectionError):
            ask(self.server, CBIN)
        start = time.monotonic()
        with self.assertRaises(ConnectionRefusedError):
            ask(self.server, CBIN)
        time.sleep(0.4 - (time.monotonic() - start))
        self.assertEqual(ask(self.server, CBIN)[0], 200)

    def test_close(self):
        self.server.faults.replace([{"fault": {"close": True}}])
        with Client(self.server) as client:
            for _ in range(2):
                self.assertEqual(client.ask(CBIN)[1]["Connection"], "close")
        self.assertEqual([entry["connection"] for entry
                          in self.server.requests()], [1, 2])

    def test_ignored_headers(self):
        status, headers, body = self.ask_with({"ignore_range": True},
                                              range="bytes=1-2")
        self.assertEqual((status, headers["Content-Range"], body),
                         (200, None, self.data))
        effects = {"ignore_conditions": True}
        self.assertEqual(self.ask_with(effects, if_match='"x"')[0], 200)

    def test_shrink(self):
        status, headers, body = self.ask_with({"shrink": 10},
                                              range="bytes=100-199")
        self.assertEqual((status, headers["Content-Range"], body),
                         (206, "bytes 100-109/300000", self.data[100:110]))

    def test_content_range(self):
        effects = {"content_range": {"first": 1, "total": -5}}
        headers = self.ask_with(effects, range="bytes=0-9")[1]
        self.assertEqual(headers["Content-Range"], "bytes 1-9/299995")

    def test_etag(self):
        etag = ask(self.server, CBIN)[1]["ETag"]
        for effect, expected in (("weak", "W/" + etag), ("none", None),
                                 ('"mine"', '"mine"')):
            headers = self.ask_with({"etag": effect}, if_match=etag)[1]
            self.assertEqual(headers["ETag"], expected)
        changed = [self.ask_with({"etag": "changed"}, if_match=etag)[1]["ETag"]
                   for _ in range(2)]
        self.assertEqual(len({etag, *changed}), 3)

    def test_gzip(self):
        _, headers, body = self.ask_with({"gzip": True})
        self.assertEqual(headers["Content-Encoding"], "gzip")
        self.assertEqual(gzip.decompress(body), self.data)

    def test_truncated_listing(self):
        whole = ask(self.server, "/names/")[2]
        self.assertEqual(self.ask_with({"truncate": 0.5}, "/names/")[2],
                         whole[:len(whole) // 2])
        self.assertEqual(self.ask_with({"truncate": 9}, "/names/")[2],
                         whole[:9])
        answer = self.raw_answer({"cut": 100}, "/names/")
        self.assertIn(b"Transfer-Encoding: chunked", answer)
        self.assertFalse(answer.endswith(b"0\r\n\r\n"))

    def test_corrupt(self):
        body = self.ask_with({"corrupt": 5}, range="bytes=0-9")[2]
        expected = bytearray(self.data[:10])
        expected[5] ^= 0xff
        self.assertEqual(body, expected)

    def test_errors_are_pages_on_a_web_server(self):
        for status in (401, 403, 404, 410, 412, 416, 500, 503):
            effects = {"error": {"status": status, "retry_after": 2}}
            found, headers, body = self.ask_with(effects)
            self.assertEqual((found, headers["Retry-After"]), (status, "2"))
            self.assertIn(b"<html>", body)

    def test_errors_are_documents_on_s3(self):
        self.server = self.serve("s3")
        for error, status, code in (
                ({"code": "SlowDown"}, 503, b"SlowDown"),
                ({"status": 500}, 500, b"InternalError"),
                ({"status": 200, "code": "InternalError"}, 200,
                 b"InternalError")):
            found, headers, body = self.ask_with({"error": error})
            self.assertEqual((found, headers["Content-Type"]),
                             (status, "application/xml"))
            self.assertIn(b"<Error><Code>%s</Code>" % code, body)

    def test_redirects(self):
        port = self.server.port
        for target, expected in (
                ("{self}{target}", f"http://127.0.0.1:{port}/a?b"),
                ("http://localhost:{port}/", f"http://localhost:{port}/"),
                ("file:///etc/passwd", "file:///etc/passwd")):
            effects = {"redirect": {"to": target, "status": 307}}
            status, headers, _ = self.ask_with(effects, "/a?b")
            self.assertEqual((status, headers["Location"]), (307, expected))

    def test_headers_and_any_answer(self):
        effects = {"headers": {"etag": None, "X-More": "1"}}
        headers = self.ask_with(effects)[1]
        self.assertEqual((headers["ETag"], headers["X-More"]), (None, "1"))
        effects = {"answer": {"status": 299, "body": "ab", "repeat": 3,
                              "headers": {"X": "y"}}}
        status, headers, body = self.ask_with(effects)
        self.assertEqual((status, headers["X"], body), (299, "y", b"ababab"))

    def test_an_endless_body(self):
        self.server.faults.replace([{"fault": {
            "answer": {"body": "abc", "repeat": 1e15},
            "headers": {"Content-Length": None}}}])
        with socket.create_connection(("127.0.0.1", self.server.port)) as sock:
            sock.sendall(b"GET / HTTP/1.1\r\n\r\n")
            stream = sock.makefile("rb")
            while stream.readline() != b"\r\n":
                pass
            self.assertEqual(stream.read(3_000_000), b"abc" * 1_000_000)
            stream.close()
        self.assertFalse(self.server.requests()[0]["complete"])


if __name__ == "__main__":
    unittest.main()
