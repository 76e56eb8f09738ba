"""Pages of a list whose rows are never all counted: as fast with a million rows as with ten."""

from django.core.paginator import Paginator
from django.utils.functional import cached_property

# So many are counted and can be paged through; further back one gets by filters and search.
COUNTED = 1000


class AtLeast(int):
    """A number of which only so much is known."""

    def __str__(self) -> str:
        return f"{int(self)}+"


class BoundedPaginator(Paginator):
    @cached_property
    def count(self) -> int:
        found = self.object_list.order_by().values("pk")[: COUNTED + 1].count()
        return AtLeast(COUNTED) if found > COUNTED else found
