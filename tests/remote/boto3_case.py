# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026, the mtscompfs authors
"""Common code of the tests with boto3 (Debian: python3-boto3)."""
from remote_case import RemoteCase, needs_module
from server.settings import Account

try:
    import boto3
    from botocore.config import Config
    from botocore.exceptions import ClientError
except ImportError:
    boto3 = None

USER = Account("AKUSER", "secret/+key")
TEMPORARY = Account("ASTEMPORARY", "secret", "token==")


def list_all(client, bucket="bucket", **parameters):
    """(keys, common prefixes, number of pages)"""
    pages = list(client.get_paginator("list_objects_v2").paginate(
        Bucket=bucket, **parameters))
    return ([found["Key"] for page in pages
             for found in page.get("Contents", ())],
            [found["Prefix"] for page in pages
             for found in page.get("CommonPrefixes", ())], len(pages))


def s3_order(keys):
    return sorted(keys, key=str.encode)


@needs_module("boto3", "python3-boto3")
class Boto3Case(RemoteCase):
    def serve_s3(self, **settings):
        settings = {"accounts": (USER, TEMPORARY), "anonymous": False,
                    **settings}
        return self.serve("s3", **settings)

    def client_of(self, server, account=USER, region="us-east-1", **config):
        config = {"s3": {"addressing_style": "path"},
                  "retries": {"max_attempts": 0}, **config}
        return self.make_client(
            endpoint_url=server.url, region_name=region,
            aws_access_key_id=account.key, config=Config(**config),
            aws_secret_access_key=account.secret,
            aws_session_token=account.token or None)

    def through_proxy(self, server, region, style="virtual"):
        """A client that sends requests for Amazon's hosts to the server."""
        config = Config(s3={"addressing_style": style},
                        proxies={"http": server.url},
                        retries={"max_attempts": 0})
        return self.make_client(
            use_ssl=False, region_name=region, aws_access_key_id=USER.key,
            aws_secret_access_key=USER.secret, config=config)

    def make_client(self, **options):
        client = boto3.client("s3", **options)
        self.addCleanup(client.close)
        return client

    def assert_error(self, code, status, call, **parameters):
        with self.assertRaises(ClientError) as caught:
            call(Bucket="bucket", **parameters)
        answer = caught.exception.response
        self.assertEqual((answer["Error"]["Code"],
                          answer["ResponseMetadata"]["HTTPStatusCode"]),
                         (code, status))
        return answer
