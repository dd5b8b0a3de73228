"""Forms written by hand say what Django's templates say."""

import re
from pathlib import Path

import pytest
from django import forms
from django.contrib import admin
from django.contrib.admin.helpers import AdminForm
from django.forms.renderers import DjangoTemplates
from django.template import Context, Engine
from django.template.loader import get_template
from pytest_django.asserts import assertHTMLEqual

from articles.forms import ActForm, ArticleForm
from articles.models import Article, Picture
from articles.widgets import BodyWidget
from newsroom.form_renderer import QuickRenderer
from tests.makers import make_article, make_user

pytestmark = pytest.mark.django_db
_ODD = '“Müller & Söhne” <b>"1.000"</b>'
#: Django's own templates of the admin, which ours stand in front of.
DJANGO = Engine(dirs=[Path(admin.__file__).parent / "templates"])
FIELDSET = "admin/includes/fieldset.html"


def both_ways(make):
    """What ``make(renderer)`` writes with Django's templates, and by hand; without indents."""
    written = (make(renderer) for renderer in (DjangoTemplates(), QuickRenderer()))
    return [re.sub(r">\s+<", "><", text) for text in written]


def odd_report():
    return make_article(headline=_ODD, lead=_ODD, picture_caption=_ODD)


def test_inputs_of_a_report_are_those_of_django():
    report = odd_report()
    rows = [(1, _ODD), ("two", "2"), (_ODD, [(3, 3.5), (4, "vier")])]

    def written(renderer):
        form = ArticleForm(instance=report, renderer=renderer)
        fields = (field for field in form if not isinstance(field.field.widget, BodyWidget))
        choices = forms.Select(choices=rows).render("some", "two", renderer=renderer)
        return choices + "".join(f"{field.label_tag()}{field}" for field in fields)

    django, ours = both_ways(written)
    assert ours == django


def test_faults_are_those_of_django():
    report = make_article()

    def written(renderer):
        typed = {"act-at_0": "31.02.2029", "act-kind": "x", "act-note": _ODD * 50}
        form = ActForm(typed, article=report, renderer=renderer)
        return "".join(f"{field}{field.errors}" for field in form)

    django, ours = both_ways(written)
    assert ours == django
    assert "errorlist" in ours


@pytest.mark.parametrize("model", [Article, Picture])
@pytest.mark.parametrize("is_faulty", [False, True])
def test_groups_of_fields_are_those_of_django(model, is_faulty, rf):
    request = rf.get("/")
    request.user = make_user("chief")
    fieldsets = groups_of_fields(model, request, {"kicker": "x" * 99} if is_faulty else None)

    for number, fieldset in enumerate(fieldsets):
        context = {"fieldset": fieldset, "heading_level": 2, "prefix": "fieldset"}
        context |= {"id_prefix": 0, "id_suffix": number}
        ours = get_template("admin/includes/fieldset.html").render(context)

        assertHTMLEqual(ours, DJANGO.get_template(FIELDSET).render(Context(context)))


def groups_of_fields(model, request, data):
    about = admin.site.get_model_admin(model)
    thing = odd_report() if model is Article else None
    form = about.get_form(request, thing)(data, instance=thing)
    form.full_clean()
    read_only = about.get_readonly_fields(request, thing)
    return AdminForm(form, about.get_fieldsets(request, thing), {}, read_only, about)
