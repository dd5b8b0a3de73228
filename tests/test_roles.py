"""The table of roles in CONTRIBUTING.md is the one in the code."""

from pathlib import Path

import pytest

from articles.roles import PERMISSIONS, Role, RoleBackend
from articles.statuses import Act
from tests.makers import make_user

TABLE = Path(__file__).parent.parent / "CONTRIBUTING.md"
ACTS = [act for act in Act if act != Act.ADOPT]


def documented():
    """The rows “| act | ✓ | … |” of the table, by act."""
    rows = [line.split("|")[1:-1] for line in TABLE.read_text().splitlines() if "| ✓" in line]
    return {cells[0].strip(" `"): [bool(cell.strip()) for cell in cells[1:]] for cells in rows}


@pytest.mark.parametrize("act", ACTS)
def test_the_table_in_the_documentation_is_the_table_in_the_code(act):
    in_code = [f"articles.{act}_article" in PERMISSIONS[role] for role in Role]

    assert documented()[act] == in_code


@pytest.mark.django_db
def test_a_deactivated_account_may_nothing():
    user = make_user(Role.CHIEF, is_active=False)

    assert not RoleBackend().has_perm(user, "articles.release_article")


@pytest.mark.django_db
@pytest.mark.parametrize("role", [*Role, ""])
def test_whoever_has_a_role_works_in_the_admin(role):
    assert make_user(role).is_staff is bool(role)
