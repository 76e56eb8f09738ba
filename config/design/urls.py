"""Addresses of the page of all components, under a language. config/urls.py includes them in development only."""

from django.urls import path

from config.views import design

urlpatterns = [
    path("", design.design, name="design"),
    path("<slug:name>/", design.design_fault, name="design_fault"),
]
