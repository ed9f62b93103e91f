from django.urls import URLPattern, URLResolver, path

from coopnet.enquiries.views import inbox, public, settings

app_name = "enquiries"
urlpatterns: list[URLPattern | URLResolver] = [
    path("contact/", public.contact, name="contact"),
    path("contact/sent/", public.sent, name="sent"),
    path("contact/conversation/<str:token>/", public.conversation, name="conversation"),
    path("enquiries/", inbox.inbox, name="inbox"),
    path("enquiries/sheet/", inbox.as_sheet, name="sheet"),
    path("enquiries/replies/", settings.replies, name="replies"),
    path("enquiries/away/", settings.away, name="away"),
    path("enquiries/<uuid:key>/", inbox.enquiry, name="enquiry"),
    path("enquiries/<uuid:key>/<slug:act>/", inbox.act, name="act"),
]
