#!/usr/bin/python3
# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026, the mtscompfs authors
"""The emulated link, the log, and a server that leaves and returns.

Times have wide upper bounds, because other programs use the processor too.
"""
import json
import threading
import time
import unittest

from remote_case import PROBE, UUID, Client, RemoteCase, ask

CBIN = f"/{PROBE}.{UUID}0.cbin"


class LinkTest(RemoteCase):
    def seconds(self, server, n_connections=1, n_requests=1):
        """The time in which each connection makes its requests."""
        def read():
            with Client(server) as client:
                for _ in range(n_requests):
                    self.assertEqual(client.ask(CBIN)[0], 200)
        threads = [threading.Thread(target=read) for _ in range(n_connections)]
        start = time.monotonic()
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return time.monotonic() - start

    def assert_about(self, seconds, expected):
        self.assertGreaterEqual(seconds, expected * 0.98)
        self.assertLess(seconds, expected + 1)

    def test_latency_is_for_each_request(self):
        server = self.serve("nginx", latency="30ms", connect_latency="50ms")
        self.assert_about(self.seconds(server, n_requests=5), 0.05 + 5 * 0.03)

    def test_requests_wait_at_the_same_time(self):
        server = self.serve("nginx", latency=0.2)
        self.assert_about(self.seconds(server, n_connections=20), 0.2)

    def test_the_rate_is_for_each_connection(self):
        server = self.serve("nginx", rate="1.5M")
        self.assert_about(self.seconds(server), 0.2)
        self.assert_about(self.seconds(server, n_connections=10), 0.2)
        self.assert_about(self.seconds(server, n_requests=2), 0.4)

    def test_the_total_rate_is_for_all_connections(self):
        server = self.serve("nginx", rate="3M", total_rate="6M")
        self.assert_about(self.seconds(server), 0.1)
        self.assert_about(self.seconds(server, n_connections=8), 0.4)

    def test_the_log_has_every_request(self):
        log = self.scratch() / "log"
        server = self.serve("nginx", log=log)
        with Client(server) as client:
            client.ask(CBIN, range="bytes=0-9")
            client.ask("/names/with%20blank.txt?q=1", "HEAD")
        ask(server, "/no")
        entries = server.requests()
        shown = [[entry[name] for name in (
            "number", "connection", "method", "path", "query", "range",
            "status", "bytes", "complete")] for entry in entries]
        self.assertEqual(shown[:2], [
            [1, 1, "GET", CBIN, "", "bytes=0-9", 206, 10, True],
            [2, 1, "HEAD", "/names/with%20blank.txt", "q=1", "", 200, 0, True]])
        self.assertEqual(shown[2][:2] + shown[2][6:7], [3, 2, 404])
        self.assertAlmostEqual(entries[0]["time"], time.time(), delta=10)
        lines = log.read_text().splitlines()
        self.assertCountEqual([json.loads(line) for line in lines], entries)

    def test_a_server_that_leaves_and_returns(self):
        server = self.serve("nginx")
        with Client(server) as client:
            client.ask(CBIN)
            server.leave()
            with self.assertRaises(ConnectionError):
                client.ask(CBIN)
            with self.assertRaises(ConnectionRefusedError):
                client.ask(CBIN)
        server.come_back()
        for _ in range(100):
            try:
                self.assertEqual(ask(server, CBIN)[0], 200)
                return
            except ConnectionRefusedError:
                time.sleep(0.01)
        self.fail("the server did not return")

    def test_a_server_ends_with_requests_on_their_way(self):
        server = self.serve("nginx")
        server.faults.replace([{"fault": {"delay": "forever"}}])

        def read():
            with self.assertRaises(ConnectionError):
                ask(server, CBIN)
        reader = threading.Thread(target=read)
        reader.start()
        while server.n_unanswered() == 0:
            time.sleep(0.01)
        start = time.monotonic()
        server.__exit__()
        self.assertLess(time.monotonic() - start, 5)
        reader.join()


if __name__ == "__main__":
    unittest.main()
