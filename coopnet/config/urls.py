"""Every address of the house. Each subject declares its own; Wagtail's pages come last."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("coopnet.operations.urls")),
    path("", include("coopnet.sign_in.urls")),
    path("", include("coopnet.audit.urls")),
    path("", include("coopnet.notices.urls")),
    path("", include("coopnet.people.urls")),
    path("", include("coopnet.regions.urls")),
    path("", include("coopnet.bodies.urls")),
    path("", include("coopnet.enquiries.urls")),
    path("", include("coopnet.casework.urls")),
    path("", include("coopnet.library.urls")),
    path("", include("coopnet.mailings.urls")),
    path("", include("coopnet.rulebook.urls")),
    path("", include("coopnet.decisions.urls")),
    path("", include("coopnet.membership.urls")),
    path("", include("coopnet.subscriptions.urls")),
    path("", include("coopnet.ledger.urls")),
    path("", include("coopnet.register.urls")),
    path("", include("coopnet.desk.urls")),
    path("", include("coopnet.moving_in.urls")),
    path("", include("coopnet.site.urls")),
    path("cms/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
]
if settings.MODE == "demo":
    # "Be this person": on a real network there is no such address.
    urlpatterns.insert(0, path("", include("coopnet.sign_in.demo_urls")))
urlpatterns.append(path("", include(wagtail_urls)))

handler400 = "coopnet.site.errors.bad_request"
handler403 = "coopnet.site.errors.denied"
handler404 = "coopnet.site.errors.not_found"
handler500 = "coopnet.site.errors.broken"
