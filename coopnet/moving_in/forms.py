"""Where an old address should lead."""

from django import forms
from django.urls import Resolver404, resolve
from wagtail.models import Page

from coopnet.kit.forms import Line, OnceForm


class LeadForm(OnceForm):
    """A page of ours by its address; nothing leaves the old address out of the list."""

    to = Line(label="Lead it to", max_length=200, required=False)

    def clean_to(self) -> str:
        """An address of this site that answers."""
        to: str = self.cleaned_data["to"]
        if not to:
            return ""
        if not to.startswith("/") or to.startswith("//"):
            raise forms.ValidationError("Give an address of this site, like /support/.")
        path = to.partition("?")[0].partition("#")[0]
        try:
            found = resolve(path)
        except Resolver404 as missing:
            raise forms.ValidationError(f"There is no page at {to}.") from missing
        if found.url_name == "wagtail_serve" and not Page.objects.live().filter(url_path=f"/home{path}").exists():
            raise forms.ValidationError(f"There is no page at {to}.")
        return to
