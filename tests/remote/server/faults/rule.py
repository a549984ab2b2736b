# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026, the mtscompfs authors
"""When a fault happens.

A rule is a dict, for example from JSON:

    {"path": "[.]cbin$", "range": true, "nth": [2, 5],
     "fault": {"reset": 1000}}

field        | the rule applies to
-------------|----------------------------------------------------------
method       | this method
path         | decoded paths in which this expression is found
query        | queries, with percent signs, in which it is found
range        | true, false: requests with or without Range; or an expression
nth          | the N-th request that the fields above select, from 1; or a list
every        | each N-th of them
after        | those after the first N
probability  | this part of them
times        | no more than this number of requests

`fault` is a dict of effects (effects.py), or a list of such dicts of which one
is chosen at random.  `seed` makes another choice; `name` is for the log.  The
random choices depend only on the seed and the requests, not on the order of
threads: the N-th request for the same bytes always gets the same fault.
"""
import hashlib
import re

from server.faults.effects import read_fault

_FIELDS = {"name", "method", "path", "query", "range", "nth", "every", "after",
           "probability", "times", "seed", "fault"}


def _random(*parts):
    """Two numbers from 0 to 1, excluding 1."""
    digest = hashlib.sha256(repr(parts).encode()).digest()
    return tuple(int.from_bytes(digest[first:first + 6], "big") / 2**48
                 for first in (0, 8))


class Rule:
    """Counts requests, so the caller needs a lock.  Throws: ValueError."""

    def __init__(self, number, fields):
        unknown = set(fields) - _FIELDS
        if unknown or "fault" not in fields:
            raise ValueError(f"rule {number}: the fields {sorted(unknown)} are "
                             "unknown, or `fault` is missing; use "
                             f"{sorted(_FIELDS)}")
        self._fields = fields
        self.name = fields.get("name", f"rule {number}")
        faults = fields["fault"]
        self._faults = [read_fault(fault) for fault in
                        (faults if isinstance(faults, list) else [faults])]
        self._n_selected = 0
        self._n_applied = 0
        self._n_equal = {}

    def apply(self, request):
        """The Fault, or None."""
        if not self._selects(request):
            return None
        self._n_selected += 1
        key = (request.method, request.target, request.range)
        self._n_equal[key] = self._n_equal.get(key, 0) + 1
        chance, choice = _random(self._fields.get("seed", 0), *key,
                                 self._n_equal[key])
        if not self._is_due() or chance >= self._fields.get("probability", 1):
            return None
        self._n_applied += 1
        return self._faults[int(choice * len(self._faults))]

    def _selects(self, request):
        fields = self._fields
        has_range = fields.get("range")
        if isinstance(has_range, bool):
            if has_range != bool(request.range):
                return False
        elif has_range and not re.search(has_range, request.range):
            return False
        return (fields.get("method", request.method) == request.method
                and re.search(fields.get("path", ""), request.path)
                and re.search(fields.get("query", ""), request.query))

    def _is_due(self):
        nth = self._fields.get("nth")
        wanted = nth if isinstance(nth, list) else [nth]
        n = self._n_selected
        return ((nth is None or n in wanted)
                and n % self._fields.get("every", 1) == 0
                and n > self._fields.get("after", 0)
                and self._n_applied < self._fields.get("times", n))
