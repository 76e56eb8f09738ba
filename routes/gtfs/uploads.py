"""A feed that a stranger may have made, unfolded and packed anew by a process that can do nothing else."""

import io
from typing import IO

from django.utils.translation import gettext as _

from config.web.apart import ApartError, run_apart
from routes.gtfs.report import FeedRefusedError

MEMORY = 512 * 1024 * 1024
SECONDS = 20


def unfolded(file: IO[bytes]) -> IO[bytes]:
    """The archive, with its text files alone. Raises FeedRefusedError."""
    try:
        return io.BytesIO(run_apart("config.web.unfolding", file.read(), memory=MEMORY, seconds=SECONDS))
    except ApartError as error:
        if error.takes_too_much:
            raise FeedRefusedError(
                _("The archive takes too much to unfold. Take it in on the server: manage.py import_gtfs.")
            ) from None
        raise FeedRefusedError(_("The file is not a zip archive, or a broken one.")) from None
