"""Where everything is: the site, the admin, the accounts."""

from django.urls import include, path

urlpatterns = [path("", include("articles.urls"))]
