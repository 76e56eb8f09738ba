"""The least a WSGI server can be asked for: the bytes and headers of one answer, whatever is asked."""

import json
import os
from pathlib import Path

folder = Path(os.environ["BENCH_ANSWER"])
headers = [tuple(pair) for pair in json.loads((folder / "headers.json").read_text())]
body = [(folder / "page").read_bytes()]


def application(environ, start_response):
    start_response("200 OK", headers)
    return body
