"""
What pages cost, side by side with their yardsticks: ``make bench`` or ``python -m tests.bench``.

``--articles 5000`` makes a quick run, ``--only article`` measures that page alone beside the
yardsticks, ``--json FILE`` keeps every single sample, ``--fresh`` makes the archive anew, which is
otherwise kept from the first run on. ``BENCH_DATABASE_URL`` names an archive that there is already.

The pages are served by gunicorn (two workers with threads) over a socket, from an archive of
generated reports in a PostgreSQL cluster of its own. Nothing is cached. A small client asks for one
page after the other for a fraction of a second each, over one connection per worker, and begins
again: A B C, A B C, … So whatever else the machine does falls upon neighbours alike.

How to read the table:

- *CPU* is processor time in milliseconds a request, as the kernel counted it for the web workers
  and for all processes of the database server; the client is not in it. The median of the rounds,
  then the lowest and the highest. It hardly depends on how busy the machine is.
- *× one query* and *× empty* compare with the yardsticks of the same round, and only then take the
  median. Ratios travel from machine to machine, milliseconds don't: look at them first. Where the
  span of a ratio is wide, the machine was busy with something else: run again.
- *requests/s* is the throughput with two connections, client and server on the same machine. It
  does depend on what else runs there.
- The yardsticks are bare Django: the middleware of ``startproject``, one view. “Empty” answers two
  letters; “one query” reads one row of a table made for it, which holds the content of the
  measured article page ready to be printed, and fills a template with it. No page of a Django site
  can well be cheaper than the first, hardly an article page cheaper than the second.
- “Empty, our middleware” is the same empty view behind the middleware of the project: what a page
  costs before it has done anything.
- A second table says what the desk's own work costs; how to read it stands in ``desk``. ``--only
  desk`` leaves the readers' pages out.
- “Kept in memory” is the article behind ``newsroom.reader_cache``. Behind nginx, requests are sent
  many at once, for one after the other would measure the client; compare the processor time.
- ``--beside FILE`` compares with what a run on an archive of another size has kept by ``--json``:
  a page is flat that costs at most a quarter or 0.3 ms more.
- A page that answers anything but 200 is listed below the table instead.
"""
