"""The views that pages are compared with."""

import os

from django.http import HttpResponse
from django.shortcuts import render

from tests.bench.models import PreparedPage


def empty(request):
    """The least that Django can do."""
    return HttpResponse("ok")


def one_query(request, pk):
    """The least that a page with content can do: read one row, fill one template."""
    page = PreparedPage.objects.get(pk=pk)
    return render(request, "bench/one_query.html", {"page": page})


def worker(request):
    """Which process has answered."""
    return HttpResponse(str(os.getpid()))
