# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026, the mtscompfs authors
"""Waiting that ends when the client closes the connection."""
import select
import time

# Shorter waits are exact, but do not notice a client that leaves.
SHORT = 0.25
# The longest single call of poll(), in seconds.
LONGEST = 3600.0


class ClientLeft(ConnectionError):
    """The client, or the server itself, closed the connection."""


def wait(sock, seconds):
    """Throws: ClientLeft, if the connection ends before."""
    if seconds <= SHORT:
        if seconds > 0:
            time.sleep(seconds)
        return
    poll = select.poll()
    poll.register(sock.fileno(), select.POLLRDHUP)
    end = time.monotonic() + seconds
    while (left := end - time.monotonic()) > 0:
        if poll.poll(min(left, LONGEST) * 1000):
            raise ClientLeft("the connection was closed during a wait")
