"""Disjoint sets of numbered things, joined in any order to the same result."""

from __future__ import annotations


class Unions:
    """Sets over `0..size-1`; the least member stands for its set, so the order of joining does not show."""

    def __init__(self, size: int) -> None:
        self._parent = list(range(size))

    def find(self, item: int) -> int:
        """The least member of the item's set."""
        root = item
        while self._parent[root] != root:
            root = self._parent[root]
        while self._parent[item] != root:
            self._parent[item], item = root, self._parent[item]
        return root

    def join(self, first: int, second: int) -> None:
        """Make one set of two."""
        a, b = sorted((self.find(first), self.find(second)))
        self._parent[b] = a

    def groups(self) -> list[list[int]]:
        """All sets, each in ascending order, by their least members."""
        found: dict[int, list[int]] = {}
        for item in range(len(self._parent)):
            found.setdefault(self.find(item), []).append(item)
        return list(found.values())
