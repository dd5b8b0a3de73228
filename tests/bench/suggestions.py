"""
What offering earlier reports costs: ``python -m tests.bench.suggestions --articles 1000000``.

Reports of the generated archive that refer to others are asked again with all references
open, as the editor would: from the saved report to the list with its reasons, all years.
Wall time depends on what else the machine does; the processor time of Python, given beside
it, hardly does.
"""

import argparse
import importlib
import random
import sys
import time
from statistics import quantiles

from tests.bench.alone import begin

#: By size of the archive: what ranking every match of a full-text search took, and what is wanted.
YARDSTICK_MS = {100_000: 27, 1_000_000: 305}
WANTED_MS = {100_000: 20, 1_000_000: 40}


def main():
    """Prepare the archive and its terms, ask, print one line."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.suggestions")
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1, help="of a new archive")
    parser.add_argument("--asks", type=int, default=300)
    options = parser.parse_args()
    begin(options.articles)
    importlib.import_module("tests.bench.suggestions").run(options)


def run(options):
    """Ask for ``options.asks`` reports, one after the other."""
    archive = importlib.import_module("tests.bench.archive")
    archive.prepare(articles=options.articles, seed=options.seed, fresh=False)
    models = importlib.import_module("articles.models")
    _write_terms(models, options.articles)
    referring = models.CrossReference.objects.order_by("source").values_list("source", flat=True)
    ids = random.Random(options.seed).sample(sorted(set(referring)), options.asks)
    for pk in ids[:10]:
        _ask(models, pk)
    measured = [_ask(models, pk) for pk in ids]
    walls, processors = (
        [round(each, 1) for each in figures] for figures in zip(*measured, strict=True)
    )
    size = options.articles
    sys.stdout.write(
        f"Offers among {size:,} reports, {len(ids)} asked: {_line(walls)} ms on the wall, of which "
        f"{_line(processors)} ms of Python; wanted p95 {WANTED_MS.get(size, '–')} ms, ranking "
        f"every full-text match takes {YARDSTICK_MS.get(size, '–')} ms\n"
    )


def _write_terms(models, number):
    store = importlib.import_module("articles.terms.store")
    if models.ReportProfile.objects.count() < number:
        store.rebuild(models.Article.objects.all())
        with importlib.import_module("django.db").connection.cursor() as cursor:
            for table in ("signatureterm", "reportprofile", "termcount"):
                cursor.execute(f"VACUUM (ANALYZE) articles_{table}")


def _ask(models, pk):
    candidates = importlib.import_module("articles.suggestions.candidates")
    wall, processor = time.perf_counter(), time.process_time()
    article = models.Article.objects.get(pk=pk)
    article.body = _opened(article.body)
    draft = candidates.draft_of(article, now=article.publish_at)
    candidates.suggest(draft, now=article.publish_at)
    return (time.perf_counter() - wall) * 1000, (time.process_time() - processor) * 1000


def _opened(body):
    render = importlib.import_module("articles.text").render_references
    return render(
        body,
        lambda to, key, words: f'<span data-reference="open" data-key="{key}">{words}</span>',
    )


def _line(milliseconds):
    hundredths = quantiles(milliseconds, n=100)
    return f"p50 {hundredths[49]:.1f}, p95 {hundredths[94]:.1f}"


if __name__ == "__main__":
    main()
