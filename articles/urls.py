"""The addresses of the site, in the order of ``design.md`` §4."""

app_name = "articles"
urlpatterns = []
