"""Where the desk says otherwise than the official register, and what it decides."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import models, transaction

from articles.models import (
    Association,
    Award,
    District,
    FederalState,
    Institution,
    Municipality,
    User,
)
from articles.models.places import Registered

REGISTERS: tuple[type[Registered], ...] = (
    FederalState, District, Association, Municipality, Institution, Award,
)  # fmt: skip


@dataclass(frozen=True)
class Difference:
    """A field of an entry: what the desk wrote, and what the register delivers."""

    thing: Registered
    field: str
    label: str
    ours: str
    delivered: str


def differences() -> Iterator[Difference]:
    """All fields that wait for a decision."""
    for model in REGISTERS:
        plain = [f for f in model._meta.concrete_fields if not f.is_relation and f.editable]
        for thing in model.objects.exclude(delivered={}).iterator(chunk_size=2000):
            yield from (_difference(thing, target) for target in plain if _waits(thing, target))


def _difference(thing: Registered, target: models.Field) -> Difference:
    ours, said = str(getattr(thing, target.name)), str(thing.delivered[target.name])
    return Difference(thing, target.name, str(target.verbose_name), ours, said)


def _waits(thing: Registered, target: models.Field) -> bool:
    if target.name not in thing.delivered:
        return False
    said = thing.delivered[target.name]
    upheld = thing.upheld.get(target.name, ...)
    return upheld != said and _value(target, said) != getattr(thing, target.name)


def _value(target: models.Field, said: object) -> object:
    value = target.to_python(said)
    if isinstance(target, models.DecimalField) and value is not None:
        return value.quantize(value.__class__(1).scaleb(-target.decimal_places))
    return value


@transaction.atomic
def decide(thing: Registered, name: str, *, keep_ours: bool, by: User) -> None:
    """Keep the desk's value until the register says something new, or take the official one."""
    if not by.has_perm(f"articles.change_{thing._meta.model_name}"):
        raise PermissionDenied
    target = thing._meta.get_field(name)
    if keep_ours:
        thing.upheld[name] = thing.delivered[name]
    else:
        thing.upheld.pop(name, None)
        setattr(thing, name, _value(target, thing.delivered[name]))
    thing.save()
