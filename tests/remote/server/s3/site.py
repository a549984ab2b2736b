# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026, the mtscompfs authors
"""An S3 store: directories of the tree are its buckets."""
import dataclasses
import itertools
import urllib.parse

from server.content.answer import answer_entity
from server.refusal import Refusal
from server.s3.bucket import Bucket
from server.s3.list_objects import Listing
from server.s3.place import PlaceReader
from server.s3.signature import check_signature
from server.s3.xml import document
from server.wire.body import Bytes
from server.wire.response import Response


class S3Site:
    """`accounts`, by key, may be replaced at any time."""

    def __init__(self, settings):
        self._settings = settings
        self._places = PlaceReader(settings.domain, settings.region)
        self._numbers = itertools.count(1)
        self.accounts = {account.key: account for account in settings.accounts}
        names = {entry.name for entry in settings.root.iterdir()
                 if entry.is_dir()} | set(settings.objects)
        self.buckets = {
            name: Bucket(settings.root / name, settings.objects.get(name, ()))
            for name in names}

    def answer(self, request):
        """Throws: Refusal."""
        place = self._places.read(request)
        region = self._settings.bucket_regions.get(place.bucket,
                                                   self._settings.region)
        self._check_endpoint(place, region)
        is_signed = check_signature(request, self.accounts, region,
                                    self._settings.clock_skew)
        if not is_signed and not self._settings.anonymous:
            raise Refusal("AccessDenied", "Access Denied")
        if request.method not in ("GET", "HEAD"):
            raise Refusal("MethodNotAllowed", "The specified method is not "
                          "allowed against this resource.")
        response = self._answer_place(request, place)
        response.headers["x-amz-request-id"] = f"{next(self._numbers):016X}"
        if place.bucket and not place.key:
            response.headers["x-amz-bucket-region"] = region
        return response

    def refuse(self, request, refusal):
        """An error document."""
        number = f"{next(self._numbers):016X}"
        fields = {"Code": refusal.code, "Message": refusal.message,
                  **refusal.fields, "Resource": request.raw_path,
                  "RequestId": number}
        headers = {"Content-Type": "application/xml",
                   "x-amz-request-id": number, **refusal.headers}
        body = document("Error", list(fields.items()), namespace=None)
        return Response(refusal.status, headers, Bytes(body), is_chunked=True)

    def _check_endpoint(self, place, region):
        if not place.bucket or place.region in ("", region):
            return
        endpoint = self._settings.endpoints.get(
            region, f"{place.bucket}.s3.{region}.{self._settings.domain}")
        raise Refusal("PermanentRedirect", "The bucket you are attempting to "
                      "access must be addressed using the specified endpoint. "
                      "Please send all future requests to this endpoint.",
                      headers={"x-amz-bucket-region": region},
                      fields={"Endpoint": endpoint, "Bucket": place.bucket})

    def _answer_place(self, request, place):
        if not place.bucket:
            return self._list_buckets()
        bucket = self.buckets.get(place.bucket)
        if bucket is None:
            raise Refusal("NoSuchBucket", "The specified bucket does not exist",
                          fields={"BucketName": place.bucket})
        if not place.key:
            return self._answer_bucket(request, place.bucket, bucket)
        entity = bucket.open(place.key)
        if entity is None:
            raise Refusal("NoSuchKey", "The specified key does not exist.",
                          fields={"Key": place.key})
        etag = {"strong": entity.etag, "weak": f"W/{entity.etag}",
                "none": None}[self._settings.etag]
        return answer_entity(request, dataclasses.replace(entity, etag=etag),
                             self._settings)

    def _answer_bucket(self, request, name, bucket):
        if request.method == "HEAD":
            return Response(200, {"Content-Type": "application/xml"})
        query = dict(urllib.parse.parse_qsl(request.query,
                                            keep_blank_values=True))
        if "location" in query:
            region = self._settings.bucket_regions.get(
                name, self._settings.region)
            return _xml("LocationConstraint",
                        "" if region == "us-east-1" else region)
        if query.get("list-type") != "2":
            raise Refusal("NotImplemented", "Only ListObjectsV2 (list-type=2) "
                          "is implemented")
        listing = Listing(query, self._settings.max_keys)
        return Response(200, {"Content-Type": "application/xml"},
                        Bytes(listing.answer(name, bucket)), is_chunked=True)

    def _list_buckets(self):
        buckets = [("Bucket", [("Name", name),
                               ("CreationDate", "2020-01-01T00:00:00.000Z")])
                   for name in sorted(self.buckets)]
        return _xml("ListAllMyBucketsResult", [("Buckets", buckets)])


def _xml(name, content):
    return Response(200, {"Content-Type": "application/xml"},
                    Bytes(document(name, content)), is_chunked=True)
