"""The site without the page cache at its door, as Granian serves it: each request is answered by Django."""

from config.web.requests import RequestIds
from config.wsgi import django_application

application = RequestIds(django_application)
