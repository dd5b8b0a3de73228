"""The addresses of the project and, below ``/bench/``, those of the yardsticks."""

from django.urls import include, path

from tests.bench import yardsticks

urlpatterns = [
    path("bench/worker/", yardsticks.worker),
    path("bench/empty/", yardsticks.empty),
    path("bench/bare/empty/", yardsticks.empty),
    path("bench/bare/one-query/<int:pk>/", yardsticks.one_query),
    path("", include("newsroom.urls")),
]
