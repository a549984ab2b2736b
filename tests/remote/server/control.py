# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026, the mtscompfs authors
"""Commands for a server that runs as a program.

A command is a line of JSON on standard input.  The answer is a line on standard
output: JSON, or `error: REASON`.

command                   | effect                                  | answer
--------------------------|-----------------------------------------|--------
{"faults": [rule, ...]}   | replaces the rules (faults/rule.py)     | null
{"leave": time}           | the server is gone; 0: until come_back  | null
{"come_back": true}       | it is there again                       | null
{"requests": time}        | waits so long for unfinished answers    | the log
{"accounts": [[key, secret, token], ...]} | replaces S3's accounts  | null
{"put": [bucket, key, text]}              | S3: adds an object      | null
{"remove": [bucket, key]}                 | S3: removes it          | null
"""
import json
import math

from server.settings import Account
from server.units import read_seconds


class Control:
    def __init__(self, server):
        self._server = server
        self._commands = {
            "faults": server.faults.replace,
            "leave": self._leave,
            "come_back": lambda _: server.come_back(),
            "requests": lambda time: server.requests(read_seconds(time)),
            "accounts": self._replace_accounts,
            "put": self._put,
            "remove": self._remove,
        }

    def obey(self, line):
        """The answer.  Wrong commands are reported in it."""
        try:
            ((name, value),) = json.loads(line).items()
            return json.dumps(self._commands[name](value))
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            return f"error: {error!r}"

    def _leave(self, time):
        self._server.leave(read_seconds(time) or math.inf)

    def _replace_accounts(self, accounts):
        self._server.site.accounts = {
            account[0]: Account(*account) for account in accounts}

    def _put(self, names):
        bucket, key, text = names
        self._server.site.buckets[bucket].put(key, text.encode())

    def _remove(self, names):
        bucket, key = names
        self._server.site.buckets[bucket].remove(key)
