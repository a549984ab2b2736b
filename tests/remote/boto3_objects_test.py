#!/usr/bin/python3
# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026, the mtscompfs authors
"""Listings and objects of the test server, read by boto3."""
import unittest

from boto3_case import Boto3Case, list_all, s3_order
from remote_case import FILES, PROBE, UUID

CBIN = f"{PROBE}.{UUID}0.cbin"
# Keys that files cannot have.
ODD_KEYS = ("a//b", "names", "names/", "/first", "up/../down", "a\nb", "a%20b",
            "\U0001f41f", "\uff5e")


class Boto3ObjectsTest(Boto3Case):
    def test_signed_pages_have_all_keys_in_order(self):
        server = self.serve_s3(max_keys=4)
        keys, _, n_pages = list_all(self.client_of(server))
        self.assertEqual(keys, s3_order(FILES))
        self.assertEqual(n_pages, -(-len(FILES) // 4))

    def test_the_delimiter_makes_directories(self):
        client = self.client_of(self.serve_s3(max_keys=2))
        self.assertEqual(list_all(client, Delimiter="/"),
                         (["names0"], ["lab/", "names-/", "names/"], 2))
        keys, prefixes, _ = list_all(client, Delimiter="/", Prefix="names/")
        self.assertEqual(prefixes, [f"names/{'n' * 49}/", f"names/{'n' * 50}/"])
        self.assertEqual(keys, s3_order(
            key for key in FILES if key.startswith("names/")
            and key.count("/") == 1))

    def test_prefixes_and_starts_need_not_end_at_a_slash(self):
        client = self.client_of(self.serve_s3())
        self.assertEqual(list_all(client, Prefix="names0")[0], ["names0"])
        self.assertEqual(list_all(client, Prefix="name", Delimiter="s")[1],
                         ["names"])
        self.assertEqual(list_all(client, StartAfter="names/z")[0],
                         ["names/ü-é.txt", "names0"])
        self.assertEqual(list_all(client, Prefix="no/such")[0], [])

    def test_keys_need_not_be_paths(self):
        objects = {"odd": {key: key.encode() for key in ODD_KEYS}}
        client = self.client_of(self.serve_s3(objects=objects, max_keys=2))
        self.assertEqual(list_all(client, "odd")[0], s3_order(ODD_KEYS))
        for key in ODD_KEYS:
            found = client.get_object(Bucket="odd", Key=key)
            self.assertEqual(found["Body"].read(), key.encode())
            self.assertEqual(found["ETag"],
                             client.head_object(Bucket="odd", Key=key)["ETag"])

    def test_all_objects_are_read(self):
        client = self.client_of(self.serve_s3())
        listed = client.list_objects_v2(Bucket="bucket", FetchOwner=True)
        for found in listed["Contents"]:
            got = client.get_object(Bucket="bucket", Key=found["Key"],
                                    IfMatch=found["ETag"])
            data = self.files[found["Key"]]
            self.assertEqual(got["Body"].read(), data)
            self.assertEqual(found["Size"], len(data))
            self.assertEqual(found["LastModified"], got["LastModified"])
            self.assertIn("Owner", found)

    def test_ranges_of_one_version(self):
        client = self.client_of(self.serve_s3())
        etag = client.head_object(Bucket="bucket", Key=CBIN)["ETag"]
        got = client.get_object(Bucket="bucket", Key=CBIN, IfMatch=etag,
                                Range="bytes=1000-1999")
        self.assertEqual(got["ContentRange"], "bytes 1000-1999/300000")
        self.assertEqual(got["Body"].read(), self.files[CBIN][1000:2000])
        self.assert_error("PreconditionFailed", 412, client.get_object,
                          Key=CBIN, IfMatch='"0"', Range="bytes=0-9")
        self.assert_error("InvalidRange", 416, client.get_object, Key=CBIN,
                          Range="bytes=300000-")


if __name__ == "__main__":
    unittest.main()
