"""Where former addresses lead today."""

from articles.models import Article, FormerAddress
from articles.moments import now


def destination_of(full_path):
    """The page that took over from a former address, or None; a hidden report is no page."""
    path = full_path[:500]
    former = FormerAddress.objects.filter(path=path).first()
    if former is None or former.destination:
        return former and former.destination
    article = Article.objects.published(now()).filter(pk=former.article_id).first()
    return article and article.get_absolute_url()
