"""Where everything is: the site, the admin, the accounts."""

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.urls import include, path

from articles.admin import (
    absences,
    calendar,
    complaints,
    embargo,
    front_page,
    help,
    instants,
    planner,
    planner_moves,
    reminders,
    second_reading,
    start_page,
    topics,
    upkeep,
)
from articles.admin.reference_overview import overview

admin.site.login = secure_admin_login(admin.site.login)

guarded = admin.site.admin_view

urlpatterns = [
    # The readers' first: an address is compared with one after the other.
    path("", include("articles.urls")),
    path("admin/verweise/", guarded(overview), name="reference_overview"),
    path("admin/zeitpunkt/", guarded(instants.in_words), name="instant_in_words"),
    path("admin/planung/", guarded(planner.planner), name="planner"),
    path("admin/planung/verschieben/", guarded(planner_moves.move), name="planner_move"),
    path("admin/hinweise/", guarded(complaints.complaints), name="complaints"),
    path("admin/wiedervorlagen/", guarded(reminders.reminders), name="reminders"),
    path("admin/startseite/", guarded(front_page.desk), name="front_page"),
    path("admin/startseite/seite/", guarded(front_page.framed), name="front_page_preview"),
    path("admin/register/unklar/", guarded(upkeep.unclear_names), name="unclear_names"),
    path("admin/register/abweichungen/", guarded(upkeep.differences), name="differences"),
    path("admin/stichworte/doppelte/", guarded(upkeep.double_tags), name="double_tags"),
    path("admin/planung/kalender/", guarded(calendar.address), name="calendar_address"),
    path("admin/planung/kalender/<slug:secret>.ics", calendar.feed, name="calendar_feed"),
    path("admin/themenliste/", guarded(topics.topics), name="topics"),
    path("admin/vertretungen/", guarded(absences.absences), name="absences"),
    path("admin/hilfe/", guarded(help.keys), name="keys"),
    path("admin/hilfe/handbuch/", guarded(help.handbook), name="handbook"),
    path("admin/hilfe/handbuch/<slug:name>.png", guarded(help.handbook_picture)),
    path("admin/nachlesen/", guarded(second_reading.rereadings), name="rereadings"),
    path("admin/eilmeldung/", guarded(second_reading.urgent), name="urgent"),
    path("admin/eilmeldung/<int:pk>/", guarded(second_reading.update), name="urgent_update"),
    path("admin/sperrfrist/<int:pk>/", guarded(embargo.lift), name="lift_embargo"),
    path("admin/", guarded(start_page.index), name="start_page"),
    path("admin/", admin.site.urls),
    path("konto/", include("allauth.urls")),
]

handler400 = "articles.views.errors.bad_request"
handler403 = "articles.views.errors.forbidden"
handler404 = "articles.views.errors.not_found"
handler500 = "articles.views.errors.broken"
