#!/usr/bin/python3
# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026, the mtscompfs authors
"""The conditions of faults."""
import unittest

from remote_case import RemoteCase, ask
from server.faults.rule import Rule
from server.faults.rules import read_rules
from server.wire.request import Request

ERROR = {"error": {"status": 500}}


def request(target="/x", method="GET", **headers):
    return Request(method, target, "HTTP/1.1", headers)


def applied(fields, requests):
    """The numbers, from 1, of the requests that the rule applies to."""
    rule = Rule(1, {"fault": ERROR, **fields})
    return [number for number, one in enumerate(requests, 1)
            if rule.apply(one)]


class FaultRulesTest(RemoteCase):
    def test_fields_select_requests(self):
        requests = [request("/a/%23x.cbin?list-type=2"), request("/b"),
                    request("/b", "HEAD"), request("/b", range="bytes=0-9")]
        for fields, expected in (
                ({"path": "/#x[.]cbin$"}, [1]), ({"method": "HEAD"}, [3]),
                ({"query": "list-type"}, [1]), ({"range": True}, [4]),
                ({"range": False}, [1, 2, 3]), ({"range": "=0-"}, [4]),
                ({"path": "^/b", "method": "GET"}, [2, 4])):
            self.assertEqual(applied(fields, requests), expected, fields)

    def test_counts_select_requests(self):
        requests = [request()] * 6
        for fields, expected in (
                ({"nth": 2}, [2]), ({"nth": [1, 4]}, [1, 4]),
                ({"every": 3}, [3, 6]), ({"after": 4}, [5, 6]),
                ({"times": 2}, [1, 2]), ({"after": 1, "times": 2}, [2, 3])):
            self.assertEqual(applied(fields, requests), expected, fields)

    def test_a_probability_selects_its_part(self):
        requests = [request(f"/{number}") for number in range(10_000)]
        chosen = applied({"probability": 0.05}, requests)
        self.assertGreater(len(chosen), 400)
        self.assertLess(len(chosen), 600)
        other = applied({"probability": 0.05, "seed": 1}, requests)
        self.assertNotEqual(chosen, other)

    def test_random_choices_do_not_depend_on_the_order(self):
        requests = [request(f"/{number % 100}") for number in range(1000)]
        faults = [{"delay": number} for number in range(8)]
        results = []
        for order in (requests, requests[::-1]):
            rule = Rule(1, {"probability": 0.5, "fault": faults})
            found = {}
            for one in order:
                fault = rule.apply(one)
                found.setdefault(one.target, []).append(
                    fault and fault.transfer.delay)
            results.append(found)
        self.assertEqual(*results)
        delays = {delay for found in results[0].values() for delay in found}
        self.assertEqual(delays, {None, *range(8)})

    def test_the_first_rule_that_applies_decides(self):
        server = self.serve("nginx")
        server.faults.replace([
            {"nth": 2, "name": "second", "fault": ERROR},
            {"path": "0$", "fault": {"error": {"status": 410}}}])
        self.assertEqual([ask(server, "/names0")[0] for _ in range(3)],
                         [410, 500, 410])
        self.assertEqual([entry["fault"] for entry in server.requests()],
                         ["rule 2", "second", "rule 2"])
        self.assertEqual(server.requests()[0]["effects"], ["error"])
        server.faults.clear()
        self.assertEqual(ask(server, "/names0")[0], 200)

    def test_wrong_rules_are_refused(self):
        for rule in ({"fault": {"dealy": 1}}, {"nht": 1, "fault": ERROR}, {},
                     {"fault": {"delay": "1 minute"}}):
            with self.assertRaises(ValueError):
                Rule(1, rule)

    def test_rules_come_from_json_or_python(self):
        json_file, script = (self.scratch() / name
                             for name in ("rules.json", "rules.py"))
        json_file.write_text('[{"nth": 1, "fault": {"cut": 0}}]')
        script.write_text('RULES = [{"nth": 1, "fault": {"cut": 0}}]')
        self.assertEqual(read_rules(json_file), read_rules(script))


if __name__ == "__main__":
    unittest.main()
