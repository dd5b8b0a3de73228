"""How much processor time a tree of processes has used, from ``/proc``."""

import contextlib
import os
import re
from dataclasses import dataclass
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Process:
    """One process; ``seconds`` include those of its children that have ended."""

    pid: int
    parent: int
    seconds: float


def parse_stat(text: str, ticks: int = TICKS) -> Process:
    """Read a line of ``/proc/<pid>/stat``; the name in it may hold blanks and brackets."""
    pid, _, rest = text.partition(" (")
    fields = rest.rpartition(") ")[2].split()
    # User and system time, its own (fields 14 and 15 of proc(5)) and its ended children's.
    return Process(int(pid), int(fields[1]), sum(map(int, fields[11:15])) / ticks)


def all_processes() -> list[Process]:
    """All processes there are at the moment."""
    found = []
    for path in Path("/proc").iterdir():
        if path.name.isdecimal():
            with contextlib.suppress(OSError):  # ended meanwhile
                found.append(parse_stat((path / "stat").read_text()))
    return found


def tree(root: int, processes: list[Process]) -> list[Process]:
    """The process ``root`` and all its descendants."""
    wanted = {root}
    while more := {p.pid for p in processes if p.parent in wanted} - wanted:
        wanted |= more
    return [process for process in processes if process.pid in wanted]


def seconds_of(root: int, processes: list[Process]) -> float:
    """The processor time of a tree so far; what has ended in it counts through its parent."""
    return sum(process.seconds for process in tree(root, processes))


def parent_of(pid: int) -> int:
    """The parent of a running process."""
    return parse_stat(Path(f"/proc/{pid}/stat").read_text()).parent


def proportional_mebibytes(pid: int) -> float:
    """Memory of a process, with its share of what it has in common with others (PSS)."""
    text = Path(f"/proc/{pid}/smaps_rollup").read_text()
    return int(re.search(r"^Pss:\s+(\d+) kB", text, re.MULTILINE)[1]) / 1024
