from django.urls import path

from coopnet.site.trust import views

urlpatterns = [path("trusts/<slug:key>/", views.trust_page, name="trust")]
