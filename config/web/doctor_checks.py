"""What `manage.py doctor` looks at first. An app keeps its own checks in a module of this name."""

from config.web.doctor import settings_checks, database_checks, file_checks  # noqa: F401, I001  # in this order
