"""The key of IndexNow is found under its own name and nowhere else."""

import pytest

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("key", "path", "status"),
    [("abc123", "/abc123.txt", 200), ("abc123", "/abc.txt", 404), ("", "/abc123.txt", 404)],
)
def test_search_engines_find_the_key_under_its_name_only(client, settings, key, path, status):
    settings.INDEXNOW_KEY = key

    answer = client.get(path)

    assert answer.status_code == status
    assert answer.content == key.encode() or status == 404
