"""Every address of the house. Each subject declares its own; Wagtail's pages come last."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from coopnet.kit.addresses import part

urlpatterns: list[URLPattern | URLResolver] = [
    part("coopnet.operations.urls"),
    part("coopnet.sign_in.urls"),
    part("coopnet.audit.urls"),
    part("coopnet.notices.urls"),
    part("coopnet.people.urls"),
    part("coopnet.regions.urls"),
    part("coopnet.bodies.urls"),
    part("coopnet.enquiries.urls"),
    part("coopnet.casework.urls"),
    part("coopnet.welcome.urls"),
    part("coopnet.volunteers.urls"),
    part("coopnet.library.urls"),
    part("coopnet.mailings.urls"),
    part("coopnet.rulebook.urls"),
    part("coopnet.decisions.urls"),
    part("coopnet.membership.urls"),
    part("coopnet.subscriptions.urls"),
    part("coopnet.ledger.urls"),
    part("coopnet.register.urls"),
    part("coopnet.desk.urls"),
    part("coopnet.moving_in.urls"),
    part("coopnet.site.urls"),
    path("cms/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
]
if settings.MODE == "demo":
    # "Be this person": on a real network there is no such address.
    urlpatterns.insert(0, part("coopnet.sign_in.demo_urls"))
urlpatterns.append(path("", include(wagtail_urls)))

handler400 = "coopnet.site.errors.bad_request"
handler403 = "coopnet.site.errors.denied"
handler404 = "coopnet.site.errors.not_found"
handler500 = "coopnet.site.errors.broken"
