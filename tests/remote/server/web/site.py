# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026, the mtscompfs authors
"""A web server that shows a tree as nginx or Apache would."""
import base64
import functools
import os
import stat

from server.content.answer import answer_entity
from server.content.entity import open_file
from server.refusal import Refusal
from server.web import tree
from server.web.apache_listing import apache_pre, apache_table
from server.web.nginx_listing import nginx_html, nginx_json
from server.wire.body import Bytes
from server.wire.response import Response


class WebSite:
    def __init__(self, settings):
        self._settings = settings
        width = settings.name_width
        self._list = {
            "nginx": nginx_html, "nginx-json": nginx_json,
            "apache": functools.partial(apache_table, width=width),
            "apache-pre": functools.partial(apache_pre, width=width),
        }[settings.style]

    def answer(self, request):
        """Throws: Refusal."""
        if request.method not in ("GET", "HEAD"):
            raise Refusal("MethodNotAllowed")
        self._check_password(request)
        path = tree.resolve(self._settings.root, request.path)
        try:
            mode = path.stat().st_mode
            if stat.S_ISDIR(mode):
                return self._answer_directory(request, path)
            if not stat.S_ISREG(mode) or request.path.endswith("/"):
                raise Refusal("NoSuchKey", "Not Found")
            entity = open_file(path, self._etag)
        except PermissionError:
            raise Refusal("AccessDenied", "Forbidden") from None
        except OSError:
            raise Refusal("NoSuchKey", "Not Found") from None
        return answer_entity(request, entity, self._settings)

    def refuse(self, request, refusal):
        """An error page."""
        name = f"{refusal.status} {refusal.message}"
        body = f"<html>\r\n<head><title>{name}</title></head>\r\n<body>\r\n" \
               f"<center><h1>{name}</h1></center>\r\n</body>\r\n</html>\r\n"
        headers = {"Content-Type": "text/html", **refusal.headers}
        return Response(refusal.status, headers, Bytes(body.encode()))

    def _answer_directory(self, request, path):
        if not request.path.endswith("/"):
            host = request.headers.get("host", "")
            scheme = "https" if self._settings.certificate else "http"
            raise Refusal("PermanentRedirect", "Moved Permanently", headers={
                "Location": f"{scheme}://{host}{request.raw_path}/"})
        body = self._list(os.fsencode(request.path), tree.list_directory(path))
        kind = "application/json" if self._settings.style == "nginx-json" \
            else "text/html"
        return Response(200, {"Content-Type": kind}, Bytes(body),
                        is_chunked=True)

    def _etag(self, status):
        etag = f'"{status.st_mtime_ns:x}-{status.st_size:x}"'
        return {"strong": etag, "weak": "W/" + etag,
                "none": None}[self._settings.etag]

    def _check_password(self, request):
        wanted = base64.b64encode(self._settings.basic.encode()).decode()
        if self._settings.basic and request.headers.get(
                "authorization") != f"Basic {wanted}":
            raise Refusal("AccessDenied", "Authorization Required", status=401,
                          headers={"WWW-Authenticate": 'Basic realm="tests"'})
