#!/usr/bin/python3
# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026, the mtscompfs authors
"""The test server, read by rclone (Debian: rclone)."""
import json
import os
import subprocess
import unittest

from remote_case import FILES, PROBE, UUID, RemoteCase, needs_program
from server.settings import Account

USER = Account("AKUSER", "secret/+key")
CBIN = f"{PROBE}.{UUID}0.cbin"


def rclone(*words):
    environment = {"PATH": os.environ["PATH"], "HOME": "/nonexistent",
                   "RCLONE_CONFIG": "/dev/null"}
    result = subprocess.run(
        ["rclone", "--retries=1", "--low-level-retries=1", *map(str, words)],
        env=environment, capture_output=True, check=False)
    if result.returncode != 0:
        raise AssertionError(result.stderr.decode())
    return result.stdout


def web(server):
    return f":http,url='{server.url}/':"


def s3(server, account=USER):
    return (":s3,provider=Other,list_version=2,list_chunk=3,env_auth=false,"
            f"list_url_encode=true,access_key_id={account.key},"
            f"secret_access_key={account.secret},"
            f"region=us-east-1,endpoint='{server.url}':bucket")


def sizes_in(remote):
    listed = json.loads(rclone("lsjson", "-R", "--files-only", remote))
    return {found["Path"]: found["Size"] for found in listed}


@needs_program("rclone")
class RcloneTest(RemoteCase):
    def serve_s3(self, **settings):
        return self.serve("s3", accounts=(USER,), anonymous=False, **settings)

    def check(self, remote, *words):
        """rclone compares names, sizes and bytes."""
        rclone("check", *words, self.bucket, remote)

    def test_both_styles_of_listings_are_the_whole_tree(self):
        for style in ("nginx", "apache", "apache-pre"):
            server = self.serve(style)
            self.assertEqual(sizes_in(web(server)), FILES, style)
            self.check(web(server), "--download")

    def test_a_part_of_a_file_is_read_from_a_web_server(self):
        server = self.serve("nginx")
        part = rclone("cat", "--offset=1000", "--count=50",
                      f"{web(server)}{CBIN}")
        self.assertEqual(part, self.files[CBIN][1000:1050])
        (get,) = [entry for entry in server.requests()
                  if entry["range"]]
        self.assertEqual(get["status"], 206)

    def test_signed_pages_are_the_whole_bucket(self):
        server = self.serve_s3()
        self.assertEqual(sizes_in(s3(server)), FILES)
        pages = [entry for entry in server.requests()
                 if "list-type=2" in entry["query"]]
        self.assertGreater(len(pages), len(FILES) // 3)
        self.assertTrue(all(page["status"] == 200 for page in pages))

    def test_the_hashes_of_objects_are_right(self):
        server = self.serve_s3()
        self.check(s3(server))
        self.check(s3(server), "--download")

    def test_an_object_is_read_in_several_ranges(self):
        server = self.serve_s3()
        copy = self.scratch()
        rclone("copy", "--multi-thread-cutoff=100k", "--multi-thread-streams=3",
               f"{s3(server)}/{CBIN}", copy)
        self.assertEqual((copy / CBIN.rpartition("/")[2]).read_bytes(),
                         self.files[CBIN])
        ranges = [entry for entry in server.requests() if entry["range"]]
        self.assertGreater(len(ranges), 1)

    def test_a_wrong_secret_is_refused(self):
        server = self.serve_s3()
        with self.assertRaisesRegex(AssertionError, "SignatureDoesNotMatch"):
            rclone("lsf", s3(server, Account(USER.key, "other")))

    def test_a_changed_byte_is_found(self):
        server = self.serve("nginx")
        server.faults.replace([{"path": "names0", "method": "GET",
                                "fault": {"corrupt": 3}}])
        with self.assertRaisesRegex(AssertionError, "1 differences found"):
            self.check(web(server), "--download")


if __name__ == "__main__":
    unittest.main()
