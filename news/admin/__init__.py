"""How editors work with the record. Each module named here registers what it is about."""

from news.admin import accounts, figures, mistakes, people, sources
from news.admin.articles import article_admin
from news.admin.audit import audit_admin
from news.admin.pictures import image_admin
from news.admin.register import actions, agreements, exceptions, obligations
from news.admin.versions import version_admin

__all__ = [
    "accounts",
    "actions",
    "agreements",
    "article_admin",
    "audit_admin",
    "exceptions",
    "figures",
    "image_admin",
    "mistakes",
    "obligations",
    "people",
    "sources",
    "version_admin",
]
