from django.urls import URLPattern, URLResolver

app_name = "sign_in"
urlpatterns: list[URLPattern | URLResolver] = []
