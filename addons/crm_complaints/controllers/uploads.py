"""What visitors may attach: photos and PDF, told by their content, within limits."""

import os
import re

from odoo.http import request
from odoo.tools.mimetypes import guess_mimetype

MEGABYTE = 1024 * 1024
TYPES = {
    "application/pdf": ".pdf",
    "image/gif": ".gif",
    "image/heic": ".heic",
    "image/heif": ".heif",
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/webp": ".webp",
}
SAME = {".jpeg": ".jpg", ".jpe": ".jpg"}
#: what inputs offer; what comes is decided by its content
ACCEPT = "image/*,application/pdf"
UNSAFE = re.compile(r"[^\w .()+-]+")


def limits():
    """Return (megabytes of a file, megabytes of all, number of files)."""
    limit = request.env["crm.web.rate"]._limit
    return limit("web_file_mb"), limit("web_total_mb"), limit("web_files")


def hint():
    """Say what may be attached."""
    one, total, count = limits()
    return request.env._(
        "Photos or PDF: at most %(count)s files, %(one)s MB each, %(total)s MB together.",
        count=count,
        one=one,
        total=total,
    )


def largest_request(_controller):
    """Return the bytes beyond which a request is not even read; below, words say what is wrong."""
    return (4 * limits()[1] + 1) * MEGABYTE


def read(name):
    """Return (values of attachments, what is wrong) of the files sent in a field."""
    files = [file for file in request.httprequest.files.getlist(name) if file.filename]
    fault = _fault_of_sizes(files)
    if fault:
        return [], fault
    values = []
    for file in files:
        content = file.stream.read()
        kind = guess_mimetype(content)
        if kind not in TYPES:
            return [], request.env._(
                "“%s” is neither a photo nor a PDF. Photos (JPEG, PNG, WebP, HEIC, GIF) and PDF "
                "files can be attached; please choose the files again.",
                os.path.basename(file.filename),
            )
        values.append(_attachment(file.filename, content, kind))
    return values, None


def _fault_of_sizes(files):
    one, total, count = limits()
    env = request.env
    if len(files) > count:
        return env._(
            "%(many)s files were chosen; %(count)s can be sent. Please choose the files again.",
            many=len(files),
            count=count,
        )
    sizes = [_size(file) for file in files]
    for file, size in zip(files, sizes, strict=True):
        if size > one * MEGABYTE:
            return env._(
                "“%(file)s” is larger than %(one)s MB. Please choose the files again.",
                file=os.path.basename(file.filename),
                one=one,
            )
    if sum(sizes) > total * MEGABYTE:
        return env._(
            "The files together are larger than %s MB. Please choose fewer of them.", total
        )
    return None


def _size(file):
    size = file.stream.seek(0, os.SEEK_END)
    file.stream.seek(0)
    return size


def _attachment(filename, content, kind):
    stem, ending = os.path.splitext(os.path.basename(filename.replace("\\", "/")))
    wanted = TYPES[kind]
    if SAME.get(ending.lower(), ending.lower()) != wanted:
        stem, ending = stem + ending, wanted
    stem = UNSAFE.sub("_", stem).strip(" .")[:80] or "photo"
    return {
        "name": stem + ending.lower(),
        "raw": content,
        "mimetype": kind,
        "res_model": "helpdesk.ticket",
        "public": False,
    }
