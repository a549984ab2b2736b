# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026, the mtscompfs authors
"""Bucket, key and region that a request names
(https://docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html)."""
import dataclasses
import re


@dataclasses.dataclass(frozen=True)
class Place:
    """`bucket` and `key` may be empty.  `region` is that of the endpoint; empty
    for an endpoint of all regions, which leads to the right one."""
    bucket: str
    key: str
    region: str


class PlaceReader:
    """Knows the hosts BUCKET.s3.DOMAIN, BUCKET.s3.REGION.DOMAIN and both
    without BUCKET; requests to other hosts have the style of paths."""

    def __init__(self, domain, region):
        self._region = region
        self._host = re.compile(
            r"(?:(?P<bucket>.+)\.)?s3(?:[.-](?P<region>[a-z0-9-]+))?\."
            + re.escape(domain) + r"(?::\d+)?")

    def read(self, request):
        path = request.path.removeprefix("/")
        match = self._host.fullmatch(request.headers.get("host", ""))
        region = match["region"] or "" if match else self._region
        if match and match["bucket"]:
            return Place(match["bucket"], path, region)
        bucket, _, key = path.partition("/")
        return Place(bucket, key, region)
