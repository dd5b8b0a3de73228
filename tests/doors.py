"""
The documented table: who may open which door of the admin.

For each address what GET and POST meet, a letter for each viewer in the order of
``VIEWERS``:

    l  led to the log-in          o  open (also where what was sent is refused at a field)
    x  refused (403)              n  not there (404)              m  no such method (405)

A new page gets a line in ``PAGES``, the usual six pages of a new model a line in
``MODELS``; ``tests/test_doors.py`` is red until it has one. Parameters of an address are
filled with the number of a thing of its model, made by ``THINGS`` there.
"""

VIEWERS = [
    "anonymous", "own author", "foreign author", "editor", "chief", "technician", "superuser",
]  # fmt: skip
LOG_IN, OPEN, REFUSED, NOT_THERE, NO_METHOD = "loxnm"

EVERYBODY, READ_ONLY = ("loooooo", "loooooo"), ("loooooo", "lmmmmmm")
#: The old short address of a thing only leads to its form.
LEADS_ON = EVERYBODY


def _model(see, add, change, delete):
    """The six pages of a model: who may see, add, change and delete its things."""
    return {
        "": (see, see),
        "add/": (add, add),
        "<object_id>/history/": (see, see),
        "<object_id>/delete/": (delete, delete),
        "<object_id>/change/": (see, change),
        "<object_id>/": LEADS_ON,
    }


_ALL, _NOBODY, _SUPERUSER = "loooooo", "lxxxxxx", "lxxxxxo"
_WRITERS, _EDITORS, _CHIEF = "looooxo", "lxxooxo", "lxxxoxo"
_TECHNICIAN, _WATCHERS = "lxxxxoo", "lxxxooo"
_REGISTER = _model(_ALL, "lxxoooo", "lxxoooo", _CHIEF) | {"<any>/history/<any>/": EVERYBODY}

MODELS = {
    "articles/article/": _model(_ALL, _WRITERS, _WRITERS, _CHIEF),
    "articles/section/": _model(_ALL, _CHIEF, _CHIEF, _CHIEF),
    "articles/tag/": _model(_ALL, _WRITERS, _WRITERS, _EDITORS),
    "articles/sitepage/": _model(_CHIEF, _NOBODY, _CHIEF, _NOBODY)
    | {"<any>/history/<any>/": (_CHIEF, _CHIEF)},
    "articles/person/": _model(_ALL, _EDITORS, _EDITORS, _CHIEF),
    "articles/picture/": _model(_ALL, _WRITERS, _WRITERS, _CHIEF),
    "articles/attachment/": _model(_ALL, _WRITERS, _WRITERS, _CHIEF),
    "articles/formeraddress/": _model(_TECHNICIAN, _TECHNICIAN, _TECHNICIAN, _SUPERUSER),
    "articles/soloduty/": _model("lxxooxo", _CHIEF, _NOBODY, _CHIEF),
    "articles/effect/": _model(_WATCHERS, _NOBODY, _NOBODY, _NOBODY),
    "articles/user/": _model(_WATCHERS, _TECHNICIAN, _TECHNICIAN, _NOBODY),
    "articles/federalstate/": _REGISTER,
    "articles/district/": _REGISTER,
    "articles/association/": _REGISTER,
    "articles/municipality/": _REGISTER,
    "articles/institution/": _REGISTER,
    "articles/ministry/": _REGISTER,
    "articles/award/": _REGISTER,
    "articles/awardedition/": _REGISTER,
    "mfa/authenticator/": _model(_SUPERUSER, _SUPERUSER, _SUPERUSER, _SUPERUSER)
    | {"<object_id>/history/": EVERYBODY},  # there is no number 1: led to the first page
}

PAGES = {
    "nachlesen/": ("lxxooxo", "lxxnnxn"),  # no wording has the number that was sent
    "eilmeldung/": (_EDITORS, _EDITORS),
    "eilmeldung/<pk>/": (_EDITORS, _EDITORS),
    "sperrfrist/<pk>/": (_CHIEF, _CHIEF),
    "": EVERYBODY,
    "login/": ("loooooo", "loooooo"),
    "password_change/": EVERYBODY,
    "password_change/done/": READ_ONLY,
    "autocomplete/": ("lxxxxxx", "lmmmmmm"),  # asked without saying for which field
    "jsi18n/": READ_ONLY,
    "r/<content_type_id>/<object_id>/": EVERYBODY,
    "<app_label>/": EVERYBODY,
    "<url>": ("lnnnnnn", "lnnnnnn"),
    "verweise/": READ_ONLY,
    "zeitpunkt/": READ_ONLY,
    "planung/": READ_ONLY,
    "planung/verschieben/": ("lnnnnnn", "lnnnnnn"),  # asked without saying what
    "planung/kalender/": EVERYBODY,
    "planung/kalender/<secret>.ics": ("nnnnnnn", "mmmmmmm"),  # the secret opens, not the log-in
    "themenliste/": ("loooooo", "looooxo"),
    "vertretungen/": (_WRITERS, _WRITERS),
    "hilfe/": READ_ONLY,
    "hilfe/handbuch/": READ_ONLY,
    "hilfe/handbuch/<name>.png": ("lnnnnnn", "lmmmmmm"),
    "articles/article/filter/": ("lmmmmmm", "loooooo"),
    "hinweise/": (_EDITORS, "lmmmmmm"),
    "wiedervorlagen/": (_WRITERS, "lmmmmmm"),
    "startseite/": (_EDITORS, _EDITORS),
    "startseite/seite/": (_EDITORS, "lmmmmmm"),
    "register/unklar/": ("looooxo", "lnnnnxn"),
    "register/abweichungen/": ("lxxoooo", "lxxnnnn"),
    "stichworte/doppelte/": ("lxxooxo", "lmmmmmm"),
    "articles/institution/<object_id>/umbenennen/": ("lxxoooo", "lxxoooo"),
    "articles/ministry/<object_id>/umbenennen/": ("lxxoooo", "lxxoooo"),
    "articles/institution/<object_id>/zusammenfuehren/": ("lxxxoxo", "lxxxoxo"),
    "articles/ministry/<object_id>/zusammenfuehren/": ("lxxxoxo", "lxxxoxo"),
    "articles/municipality/<object_id>/zusammenfuehren/": ("lxxxoxo", "lxxxoxo"),
    "articles/award/<object_id>/zusammenfuehren/": ("lxxxoxo", "lxxxoxo"),
    "articles/tag/<object_id>/zusammenfuehren/": ("lxxooxo", "lxxooxo"),
    "articles/user/<id>/password/": (_TECHNICIAN, _TECHNICIAN),
    "articles/tag/namen/": EVERYBODY,
    "articles/picture/hochladen/": (_WRITERS, _WRITERS),
    "articles/picture/<pk>/sperren/": ("lmmmmmm", _WRITERS),
    "articles/article/<object_id>/notizen/": (_WRITERS, _WRITERS),
    "articles/article/verweisziele/": READ_ONLY,
    "articles/article/vorschlaege/": ("lmmmmmm", "looooxo"),
    "articles/article/erkannt/": ("lmmmmmm", "looooxo"),
    "articles/article/<object_id>/danach/": (_WRITERS, _WRITERS),
    "articles/article/<object_id>/entfernen/": (_CHIEF, _CHIEF),
    "articles/article/<object_id>/vorschau/": EVERYBODY,
    "articles/article/<object_id>/vorschau/seite/": READ_ONLY,
    "articles/article/arbeitsstand/": ("lmmmmmm", "looooxo"),
    "articles/article/arbeitsstand/angebote/": ("looooxo", "lmmmmmm"),
    # The token of nobody's form: not there for writers.
    "articles/article/arbeitsstand/<token>/verwerfen/": ("lmmmmmm", "lnnnnxn"),
    "articles/article/arbeitsstand/<token>/vergleich/": ("lnnnnxn", "lmmmmmm"),
    "articles/article/<object_id>/zusammenfuehren/<token>/": ("lnnnnxn", "lnnnnxn"),
    "articles/article/wieder-da/": READ_ONLY,
    "articles/article/<object_id>/anwesend/": ("lmmmmmm", "looooxo"),
    # Nothing to bring together, and no revision of that number.
    "articles/article/<object_id>/zusammenfuehren/": ("lmmmmmm", "lnnnnxn"),
    "articles/article/<object_id>/fassungen/": READ_ONLY,
    "articles/article/<object_id>/fassungen/vergleich/": ("lnnnnnn", "lmmmmmm"),
    "articles/article/<object_id>/fassungen/<revision_id>/": ("lnnnnnn", "lmmmmmm"),
    "articles/article/<object_id>/fassungen/<revision_id>/wiederherstellen/": (
        "lmmmmmm",
        "lnnnnxn",
    ),
}

DOORS = {f"admin/{page}": letters for page, letters in PAGES.items()} | {
    f"admin/{model}{page}": letters
    for model, pages in MODELS.items()
    for page, letters in pages.items()
}
