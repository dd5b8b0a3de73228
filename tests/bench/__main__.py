"""The command ``python -m tests.bench``; how to read its table is said in the package."""

import argparse
import importlib
import os
import signal
import sys
from pathlib import Path

import django


def main() -> None:
    """Choose the archive, start its database, run; ends by itself within a few minutes."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    options = _options()
    # Its own cluster, whatever the environment says; the settings start it when they are read.
    os.environ.pop("DATABASE_URL", None)
    if ready := os.environ.get("BENCH_DATABASE_URL"):
        os.environ["DATABASE_URL"] = ready
    os.environ["EMBEDDED_POSTGRES"] = "bench"
    os.environ["BENCH_ARTICLES"] = str(options.articles)
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.bench.settings"
    django.setup()
    try:
        importlib.import_module("tests.bench.run").run(options)
    except KeyboardInterrupt:
        sys.exit(130)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench")
    parser.add_argument("--articles", type=int, default=100_000, help="size of the archive")
    parser.add_argument("--seed", type=int, default=1, help="of a new archive")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=0.6, help="for each page in each round")
    parser.add_argument("--only", default="", metavar="WORD", help="pages whose name holds it")
    parser.add_argument("--json", type=Path, metavar="FILE", help="keep all samples there")
    parser.add_argument("--beside", type=Path, metavar="FILE", help="compare with another size")
    parser.add_argument("--fresh", action="store_true", help="make the archive anew")
    return parser.parse_args()


if __name__ == "__main__":
    main()
