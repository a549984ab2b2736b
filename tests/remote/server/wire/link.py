# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026, the mtscompfs authors
"""The emulated link: rates of single connections and of all together."""
import math
import threading
import time

# Bytes are sent in slices that take this long, in seconds: short beside a
# chunk's transfer, and few enough for one core at 1 GB/s.
SLICE = 0.004
MAX_SLICE = 4 << 20
# A sender that is late by less catches up, so the average rate is exact.
CATCH_UP = 0.005


class Schedule:
    """Times at which bytes have passed a link with this rate.  Any thread may
    reserve."""

    def __init__(self, rate):
        self.rate = rate
        self._due = 0.0
        self._lock = threading.Lock()

    def restart(self):
        self._due = time.monotonic()

    def reserve(self, n):
        """The time at which the next `n` bytes have passed."""
        now = time.monotonic()
        if self.rate == math.inf:
            return now
        with self._lock:
            is_idle = now - self._due > CATCH_UP
            self._due = (now if is_idle else self._due) + n / self.rate
            return self._due


class Link:
    """One for all connections."""

    def __init__(self, settings):
        self.latency = settings.latency
        self.connect_latency = settings.connect_latency
        self._rate = settings.rate
        self._all = Schedule(settings.total_rate)

    def open_flow(self, rate=None):
        """The path of one answer; `rate` replaces the connection's."""
        return Flow(Schedule(self._rate if rate is None else rate), self._all)


class Flow:
    """Slices of one answer, which wait for their time."""

    def __init__(self, own, shared):
        self._own = own
        self._shared = shared
        self._own.restart()
        slowest = min(own.rate, shared.rate)
        self.slice = MAX_SLICE
        if slowest < MAX_SLICE / SLICE:
            self.slice = max(1, int(slowest * SLICE))

    def pass_bytes(self, n, wait):
        """Calls `wait` with the seconds until the next `n` bytes have
        passed."""
        due = max(self._own.reserve(n), self._shared.reserve(n))
        seconds = due - time.monotonic()
        if seconds > 0:
            wait(seconds)
