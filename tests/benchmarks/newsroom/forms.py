"""What a browser sends for the form of a version as it stands."""

from django.forms.models import model_to_dict


def filled_in(version):
    fields = model_to_dict(version)
    return {name: "" if value is None else value for name, value in fields.items()}
