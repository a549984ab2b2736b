#!/usr/bin/python3
# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026, the mtscompfs authors
"""The test server as a program, as C++ tests and benchmarks use it."""
import json
import signal
import subprocess
import sys
import time
import unittest
from pathlib import Path

from remote_case import PROBE, UUID, RemoteCase, ask

SERVER = Path(__file__).parent / "server"
CBIN = f"/{PROBE}.{UUID}0.cbin"


class Program:
    """`port` is as that of a Server."""

    def __init__(self, *words, by_module=False):
        command = ["-m", "server"] if by_module else [str(SERVER)]
        self.process = subprocess.Popen(
            [sys.executable, *command, *map(str, words)], text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=SERVER.parent)
        self.port = int(self.process.stdout.readline().rpartition(":")[2])

    def __enter__(self):
        return self

    def __exit__(self, *exception):
        self.process.kill()
        self.process.wait()
        self.process.stdin.close()
        self.process.stdout.close()

    def command(self, command):
        self.process.stdin.write(json.dumps(command) + "\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline()
        return answer if answer.startswith("error") else json.loads(answer)


class ProgramTest(RemoteCase):
    def start(self, *words, **options):
        return self.enter(Program(*words, **options))

    def test_both_forms_serve_until_a_signal(self):
        for by_module in (False, True):
            program = self.start(self.bucket, by_module=by_module)
            self.assertEqual(ask(program, "/names0")[2], self.files["names0"])
            program.process.send_signal(signal.SIGTERM)
            self.assertEqual(program.process.wait(10), 0)

    def test_options(self):
        rules, log = (self.scratch() / name for name in ("rules.json", "log"))
        rules.write_text('[{"nth": 2, "fault": {"error": {"status": 503}}}]')
        program = self.start(
            self.bucket, "--style", "nginx-json", "--latency", "100ms",
            "--rate", "1M", "--total-rate", "600K", "--etag", "weak",
            "--faults", rules, "--log", log)
        start = time.monotonic()
        headers = ask(program, CBIN)[1]
        self.assertGreaterEqual(time.monotonic() - start, 0.1 + 0.5 * 0.98)
        self.assertTrue(headers["ETag"].startswith("W/"))
        self.assertEqual(ask(program, "/")[0], 503)
        self.assertIn({"name": "names0", "type": "file", "size": 8,
                       "mtime": "Sat, 03 Feb 2024 04:05:06 GMT"},
                      json.loads(ask(program, "/")[2]))
        program.process.terminate()
        program.process.wait(10)
        self.assertEqual(len(log.read_text().splitlines()), 3)

    def test_s3_options(self):
        objects = self.scratch() / "objects.json"
        objects.write_text('{"odd": {"a//b": "text"}}')
        program = self.start(self.root, "--style", "s3", "--objects", objects,
                             "--max-keys", "1", "--bucket-region", "odd=there",
                             "--account", "key:secret:token")
        status, headers, _ = ask(program, "/odd?list-type=2")
        self.assertEqual((status, headers["x-amz-bucket-region"]),
                         (301, "there"))
        self.assertIn(b"<IsTruncated>true</IsTruncated>",
                      ask(program, "/bucket?list-type=2")[2])

    def test_commands(self):
        program = self.start(self.root, "--style", "s3", "--control")
        rule = {"times": 1, "fault": {"error": {"code": "SlowDown"}}}
        self.assertIsNone(program.command({"faults": [rule]}))
        self.assertEqual(ask(program, "/bucket/names0")[0], 503)
        program.command({"put": ["bucket", "a//b", "text"]})
        self.assertEqual(ask(program, "/bucket/a//b")[2], b"text")
        program.command({"remove": ["bucket", "a//b"]})
        self.assertEqual(ask(program, "/bucket/a//b")[0], 404)
        statuses = [entry["status"]
                    for entry in program.command({"requests": 1})]
        self.assertEqual(statuses, [503, 200, 404])
        program.command({"leave": "200ms"})
        with self.assertRaises(ConnectionRefusedError):
            ask(program, "/bucket/names0")
        time.sleep(0.4)
        self.assertEqual(ask(program, "/bucket/names0")[0], 200)
        self.assertTrue(program.command({"no": 1}).startswith("error"))

    def test_the_end_of_the_commands_ends_the_program(self):
        program = self.start(self.bucket, "--control")
        program.process.stdin.close()
        self.assertEqual(program.process.wait(10), 0)

    def test_wrong_arguments_are_reported(self):
        for words in (["/no/such"], [str(self.bucket), "--rate", "fast"]):
            result = subprocess.run([sys.executable, SERVER, *words],
                                    stderr=subprocess.PIPE, text=True,
                                    check=False)
            self.assertEqual(result.returncode, 1)
            self.assertRegex(result.stderr, "^server: .*(not a|use one)")


if __name__ == "__main__":
    unittest.main()
