"""Where the boxes of a chart stand: every level in a row, every parent over the middle of what is below it. No Qt."""

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass

GAP_ACROSS = 24
GAP_DOWN = 44


@dataclass(frozen=True, slots=True)
class Box:
    """A box's place and size, in logical pixels."""

    x: float
    y: float
    width: float
    height: float


def lay_out(
    roots: Sequence[int], below: Mapping[int, Sequence[int]], sizes: Mapping[int, tuple[float, float]]
) -> dict[int, Box]:
    """Return the box of every node under the roots. A node met twice stands where it was met first, so a loop ends."""
    order, children = _tree(roots, below, sizes)
    widths: dict[int, float] = {}
    for node, _ in reversed(order):
        inner = sum(widths[child] for child in children[node]) + GAP_ACROSS * max(0, len(children[node]) - 1)
        widths[node] = max(sizes[node][0], inner)
    heights: dict[int, float] = {}
    for node, depth in order:
        heights[depth] = max(heights.get(depth, 0.0), sizes[node][1])
    tops = {depth: sum(heights[level] + GAP_DOWN for level in range(depth)) for depth in heights}
    lefts: dict[int, float] = {}
    edge = 0.0
    boxes: dict[int, Box] = {}
    for node, depth in order:
        if node not in lefts:
            lefts[node] = edge
            edge += widths[node] + GAP_ACROSS
        width, height = sizes[node]
        boxes[node] = Box(lefts[node] + (widths[node] - width) / 2, tops[depth], width, height)
        inner = sum(widths[child] for child in children[node]) + GAP_ACROSS * max(0, len(children[node]) - 1)
        at = lefts[node] + (widths[node] - inner) / 2
        for child in children[node]:
            lefts[child] = at
            at += widths[child] + GAP_ACROSS
    return boxes


def _tree(
    roots: Sequence[int], below: Mapping[int, Sequence[int]], known: Container[int]
) -> tuple[list[tuple[int, int]], dict[int, list[int]]]:
    """Return the nodes with their depths, parents first, and the children of each; every node once."""
    order: list[tuple[int, int]] = []
    children: dict[int, list[int]] = {}
    waiting: list[tuple[int, int, int]] = [(root, 0, 0) for root in reversed(roots)]
    while waiting:
        node, depth, parent = waiting.pop()
        if node in children or node not in known:
            continue
        order.append((node, depth))
        children[node] = []
        if parent:
            children[parent].append(node)
        waiting += [(child, depth + 1, node) for child in reversed(below.get(node, ()))]
    return order, children
