"""Addresses of this app, under each language."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
