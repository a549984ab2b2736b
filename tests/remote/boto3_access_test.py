#!/usr/bin/python3
# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026, the mtscompfs authors
"""Signatures, credentials and regions of the test server, used by boto3."""
import contextlib
import time
import unittest

from boto3_case import TEMPORARY, USER, Boto3Case, list_all, s3_order
from remote_case import FILES
from server.settings import Account

with contextlib.suppress(ImportError):
    from botocore import UNSIGNED


class Boto3AccessTest(Boto3Case):
    def test_unsigned_requests_are_for_anonymous_stores(self):
        server = self.serve_s3(anonymous=True)
        client = self.client_of(server, signature_version=UNSIGNED)
        self.assertEqual(list_all(client)[0], s3_order(FILES))
        server = self.serve_s3()
        client = self.client_of(server, signature_version=UNSIGNED)
        self.assert_error("AccessDenied", 403, client.list_objects_v2)

    def test_session_tokens(self):
        server = self.serve_s3()
        client = self.client_of(server, TEMPORARY)
        self.assertEqual(len(list_all(client)[0]), len(FILES))
        wrong = Account(TEMPORARY.key, TEMPORARY.secret, "other")
        self.assert_error("InvalidToken", 400,
                          self.client_of(server, wrong).list_objects_v2)
        server.site.accounts = {TEMPORARY.key: Account(
            TEMPORARY.key, TEMPORARY.secret, TEMPORARY.token, time.time())}
        self.assert_error("ExpiredToken", 400, client.list_objects_v2)

    def test_wrong_credentials_and_names(self):
        server = self.serve_s3()
        wrong = self.client_of(server, Account(USER.key, "other"))
        answer = self.assert_error("SignatureDoesNotMatch", 403,
                                   wrong.list_objects_v2)
        self.assertIn("StringToSign", answer["Error"])
        unknown = self.client_of(server, Account("NO", "x"))
        self.assert_error("InvalidAccessKeyId", 403, unknown.list_objects_v2)
        self.assert_error("NoSuchKey", 404, self.client_of(server).get_object,
                          Key="names0/x")
        with self.assertRaises(self.client_of(server).exceptions.NoSuchBucket):
            self.client_of(server).list_objects_v2(Bucket="no-such")

    def test_a_late_signature_is_refused(self):
        server = self.serve_s3(clock_skew=-1)
        self.assert_error("RequestTimeTooSkewed", 403,
                          self.client_of(server).list_objects_v2)

    def test_the_client_signs_again_for_the_right_region(self):
        server = self.serve_s3(region="eu-west-1")
        client = self.client_of(server, region="us-east-1")
        self.assertEqual(len(list_all(client)[0]), len(FILES))
        self.assertEqual([entry["status"] for entry in server.requests()],
                         [400, 200])

    def test_buckets_of_virtual_hosts(self):
        client = self.through_proxy(self.serve_s3(), "us-east-1")
        self.assertEqual(list_all(client)[0], s3_order(FILES))
        got = client.get_object(Bucket="bucket", Key="names/with blank.txt")
        self.assertEqual(got["Body"].read(), self.files["names/with blank.txt"])

    def test_the_client_follows_to_the_region_of_the_bucket(self):
        server = self.serve_s3(bucket_regions={"bucket": "eu-west-1"})
        for style in ("virtual", "path"):
            client = self.through_proxy(server, "us-west-2", style)
            self.assertEqual(len(list_all(client)[0]), len(FILES))
        statuses = [entry["status"] for entry in server.requests()]
        self.assertEqual(statuses[:2], [301, 200])

    def test_buckets_and_their_regions(self):
        client = self.client_of(self.serve_s3())
        self.assertEqual([found["Name"] for found in
                          client.list_buckets()["Buckets"]], ["bucket"])
        head = client.head_bucket(Bucket="bucket")["ResponseMetadata"]
        self.assertEqual(head["HTTPHeaders"]["x-amz-bucket-region"],
                         "us-east-1")
        self.assertIsNone(client.get_bucket_location(
            Bucket="bucket")["LocationConstraint"])

    def test_the_client_retries_slow_down(self):
        server = self.serve_s3()
        server.faults.replace([{"times": 1, "fault": {
            "error": {"code": "SlowDown", "retry_after": 0}}}])
        client = self.client_of(server, retries={"total_max_attempts": 2})
        self.assertEqual(len(list_all(client)[0]), len(FILES))
        self.assertEqual([entry["status"] for entry in server.requests()],
                         [503, 200])


if __name__ == "__main__":
    unittest.main()
