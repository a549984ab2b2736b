# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026, the mtscompfs authors
"""A web server and S3 store for tests, on the loopback interface.

It serves a directory tree as nginx, Apache or S3 would, over a link with a
chosen latency and rate, and fails on request:

    with Server(tree, style="nginx", latency=0.03, rate=85e6) as server:
        server.faults.replace([{"path": "[.]cbin$", "nth": 2,
                                "fault": {"reset": 1000}}])
        read(server.url)
        assert server.requests()[0]["status"] == 206

`python3 -m server DIRECTORY` does the same for other programs (--help).

settings.py lists the settings, faults/rule.py the conditions of a fault, and
faults/effects.py the effects.  A connection has a thread; faults, log and
bucket may be used from any thread.
"""
from server.server import Server

__all__ = ["Server"]
