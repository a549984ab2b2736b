# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026, the mtscompfs authors
"""A process that repeatedly calls stat for one file."""
import os
import time

from readers import FORK

PAUSE = 0.002  # Seconds between two calls.


class StatusAsker:
    """A context manager; `latencies_ms` exists after the end.  The calls run in
    a separate process, so other Python code does not delay them."""

    def __init__(self, path):
        self._path = path
        self._is_over = FORK.Event()
        self._ours, self._theirs = FORK.Pipe(duplex=False)
        self.latencies_ms = []

    def __enter__(self):
        self._process = FORK.Process(target=self._ask)
        self._process.start()
        self._theirs.close()
        return self

    def __exit__(self, *exception):
        self._is_over.set()
        self.latencies_ms = self._ours.recv()
        self._process.join()

    def _ask(self):
        latencies_ms = []
        while not self._is_over.wait(PAUSE):
            start = time.monotonic()
            os.stat(self._path)
            latencies_ms.append((time.monotonic() - start) * 1e3)
        self._theirs.send(latencies_ms)
        os._exit(0)
