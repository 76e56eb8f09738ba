"""Accounts as the site's roles make them, and browsers that are signed in."""

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.test import Client

from config.roles import ROLES


def in_role(role, username=None):
    """An account that may enter the desk, in the group that comes with the content."""
    group, is_new = Group.objects.get_or_create(name=role)
    if is_new:
        group.permissions.set(permissions(ROLES[role]))
    user = get_user_model().objects.create_user(username or role, is_staff=True)
    user.groups.add(group)
    return user


def permissions(names):
    """Of "news.add_article", …"""
    codenames = {name.partition(".")[2] for name in names}
    return Permission.objects.filter(
        codename__in=codenames, content_type__app_label__in={name.partition(".")[0] for name in names}
    )


def logged_in(user, **options):
    client = Client(**options)
    client.force_login(user)
    client.user = user
    return client


def take_permission(client, codename):
    """From the account's role: what everybody in it may no longer do."""
    for group in client.user.groups.all():
        group.permissions.remove(*group.permissions.filter(codename=codename))
