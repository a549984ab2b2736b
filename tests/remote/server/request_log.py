# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026, the mtscompfs authors
"""The log of requests, in memory and as JSON lines."""
import json
import threading
import time


class RequestLog:
    """Entries have the fields `number` (in order of arrival), `connection`,
    `method`, `path` (with percent signs), `query`, `range`, `agent`, `status`,
    `bytes` (of the body), `time` (Unix time of arrival), `seconds`, `fault`
    (name of the rule or null), `effects` (the names of the fault's), and
    `complete` (false if the connection ended before the answer).  Any thread
    may call.

    The file gets the line of a request after its answer, so the client may have
    read the answer before.  Its lines are complete after wait_idle() and after
    the end of the server."""

    def __init__(self, path=None):
        self._entries = []
        self._n_begun = 0
        self._n_active = 0
        self._changed = threading.Condition()
        self._file = open(path, "a", encoding="ascii") if path else None

    def begin(self, connection, request):
        with self._changed:
            self._n_begun += 1
            self._n_active += 1
            number = self._n_begun
        return {"number": number, "connection": connection,
                "method": request.method, "path": request.raw_path,
                "query": request.query, "range": request.range,
                "agent": request.headers.get("user-agent", ""),
                "status": 0, "bytes": 0, "time": time.time(), "seconds": 0.0,
                "fault": None, "effects": [], "complete": False}

    def end(self, entry):
        entry["seconds"] = round(time.time() - entry["time"], 6)
        with self._changed:
            self._entries.append(entry)
            self._n_active -= 1
            if self._file:
                self._file.write(json.dumps(entry) + "\n")
                self._file.flush()
            self._changed.notify_all()

    def n_unanswered(self):
        """The number of requests that are being answered."""
        with self._changed:
            return self._n_active

    def wait_idle(self, seconds):
        """Waits until no request is being answered.  Returns whether."""
        with self._changed:
            return self._changed.wait_for(lambda: self._n_active == 0, seconds)

    def entries(self):
        """Of all finished requests, in the order of arrival."""
        with self._changed:
            return sorted(self._entries, key=lambda entry: entry["number"])

    def clear(self):
        """Empties the entries in memory; the file keeps its lines."""
        with self._changed:
            self._entries.clear()

    def close(self):
        with self._changed:
            if self._file:
                self._file.close()
                self._file = None
