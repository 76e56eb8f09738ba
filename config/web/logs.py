"""Log lines a machine can read: one JSON object each."""

import json
import logging
import re
from datetime import UTC, datetime

from config.web.requests import current_id, current_view

# What every LogRecord has; anything else was passed as `extra` and is the message's data. But for Django's request, whose words
# hold the parameters: what a reader looked for.
STANDARD = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName", "request"}

# The token of a preview's address opens it.
TOKEN = re.compile(r"(?<=/preview/)[^/\s\"'\\]+")


class RequestContext(logging.Filter):
    """Gives every line the request during which it was written, and the view that answered."""

    def filter(self, record: logging.LogRecord) -> bool:
        if request_id := current_id():
            record.request_id = request_id
        if view := current_view():
            record.view = view
        return True


class JSONFormatter(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        line = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        line |= {key: value for key, value in vars(record).items() if key not in STANDARD}
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        return TOKEN.sub("…", json.dumps(line, ensure_ascii=False, default=str))
