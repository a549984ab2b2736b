# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026, the mtscompfs authors
"""The rules of a server, which tests replace while it runs."""
import json
import runpy
import threading
from pathlib import Path

from server.faults.effects import read_fault
from server.faults.rule import Rule

NO_FAULT = read_fault({})


class Rules:
    """The first rule that applies decides.  Any thread may call."""

    def __init__(self):
        self._lock = threading.Lock()
        self._rules = []

    def replace(self, rules):
        """`rules` are dicts (rule.py).  All counts begin anew.
        Throws: ValueError."""
        made = [Rule(number, fields) for number, fields in enumerate(rules, 1)]
        with self._lock:
            self._rules = made

    def clear(self):
        self.replace([])

    def find(self, request):
        """(Fault, name of its rule), or (NO_FAULT, None)."""
        with self._lock:
            for rule in self._rules:
                fault = rule.apply(request)
                if fault is not None:
                    return fault, rule.name
        return NO_FAULT, None


def read_rules(path):
    """The rules in a JSON file, or `RULES` of a Python script."""
    if Path(path).suffix == ".py":
        return runpy.run_path(str(path))["RULES"]
    return json.loads(Path(path).read_text("utf-8"))
