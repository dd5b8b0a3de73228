"""
What the registers cost the desk: ``python -m tests.bench.registers --articles 1000``.

First the recognition in the reports of ``tests/data/collections``, over the whole register
and its 94,000 ways of writing names. Then every search field of the admin that looks into a
register, at full size: with nothing typed, a letter, a beginning, a part of a word, a key,
and what nobody is called. Each is asked over and over in this process, and the slowest of
them is printed. Processor time is that of this process and of its database connection; it
hardly depends on how busy the machine is, as the times by the clock do.
"""

import argparse
import importlib
import sys
import time
from pathlib import Path
from statistics import mean, median, quantiles

from tests.bench.alone import begin

COLLECTIONS = Path(__file__).parents[1] / "data" / "collections"
WANTED_MEAN_MS, WANTED_P95_MS, WANTED_ANSWER_MS = 1.5, 5, 50
#: What somebody types.
TYPED = ("", "n", "neu", "münster", "burg", "bundesministerium für", "preis", "0591", "qqqq")


def main():
    """Prepare the archive, measure, print a table and a line."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.registers")
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1, help="of a new archive")
    parser.add_argument("--rounds", type=int, default=15)
    options = parser.parse_args()
    begin(options.articles)
    importlib.import_module("tests.bench.registers").run(options)


def run(options):
    """Recognition, then the search fields."""
    archive = importlib.import_module("tests.bench.archive")
    archive.prepare(articles=options.articles, seed=options.seed, fresh=False)
    sys.stdout.write(_recognised(options.rounds))
    _print_search_fields(options.rounds)


# --- recognition --------------------------------------------------------------------------


def _recognised(rounds):
    recogniser = importlib.import_module("articles.detection.registers").recogniser()
    reports = _reports()
    for report in reports:
        recogniser.recognise(report)
    clock, processor = [], []
    for report in reports * rounds:
        began = time.perf_counter(), time.thread_time()
        recogniser.recognise(report)
        clock.append((time.perf_counter() - began[0]) * 1000)
        processor.append((time.thread_time() - began[1]) * 1000)
    return (
        f"Recognition in {len(reports)} reports, {rounds} times each: processor "
        f"{_line(processor)}, by the clock {_line(clock)}; "
        f"wanted mean {WANTED_MEAN_MS} ms, p95 {WANTED_P95_MS} ms\n"
    )


def _line(milliseconds):
    late = quantiles(milliseconds, n=20)[-1]
    return f"mean {mean(milliseconds):.2f} ms, p95 {late:.2f} ms"


def _reports():
    measuring = importlib.import_module("articles.management.commands.evaluate_detection")
    folders = sorted(file.parent for file in COLLECTIONS.glob("*/entities.jsonl"))
    return [each.report for folder in folders for each in measuring.Command().read(folder)]


# --- search fields ------------------------------------------------------------------------


def _print_search_fields(rounds):
    table_of = importlib.import_module("rich.table").Table
    console = importlib.import_module("rich.console").Console()
    ask = _asker()
    table = table_of(
        "search field for", title=f"Search fields of the registers, {rounds} times each"
    )
    for column in ("entries", "slowest typed", "CPU ms", "clock p50", "p95", "wanted ms"):
        table.add_column(column, justify="right")
    for model, field in _fields().items():
        measured = [(typed, *_timed(ask, field, typed, rounds)) for typed in TYPED]
        typed, processor, clock = max(measured, key=lambda each: each[1])
        times = (processor, median(clock), quantiles(clock, n=20)[-1], WANTED_ANSWER_MS)
        row = [f"{milliseconds:.0f}" for milliseconds in times]
        number = f"{model._default_manager.count():,}"
        table.add_row(str(model._meta.verbose_name), number, f"“{typed}”", *row)
    console.print(table)


def _fields():
    """By register, a field of the admin that searches it."""
    site = importlib.import_module("django.contrib.admin").site
    registers = importlib.import_module("articles.admin.registers").RegisterAdmin
    fields = {}
    for model, admin in site._registry.items():
        owners = [admin, *(inline(model, site) for inline in admin.inlines)]
        for owner in owners:
            for name in owner.autocomplete_fields:
                field = owner.model._meta.get_field(name)
                if isinstance(site._registry.get(field.remote_field.model), registers):
                    fields[field.remote_field.model] = field
    return fields


def _asker():
    models = importlib.import_module("articles.models")
    settings = importlib.import_module("django.conf").settings
    client = importlib.import_module("django.test").Client(headers={"host": "localhost"})
    chief = models.User.objects.get_or_create(username="bench", defaults={"role": "chief"})[0]
    client.force_login(chief, settings.AUTHENTICATION_BACKENDS[0])
    return client.get


def _timed(ask, field, typed, rounds):
    """Mean processor milliseconds of an answer, and the times by the clock."""
    desk = importlib.import_module("tests.bench.desk")
    asked = {"app_label": "articles", "model_name": field.model._meta.model_name}
    asked |= {"field_name": field.name, "term": typed}
    found = [desk.cost_of(lambda: ask("/admin/autocomplete/", asked)) for _ in range(rounds + 1)][
        1:
    ]
    if found[-1].answer.status_code != 200:
        raise SystemExit(f"{field} has answered {found[-1].answer.status_code}.")
    return 1000 * mean(one.cpu for one in found), [1000 * one.seconds for one in found]


if __name__ == "__main__":
    main()
