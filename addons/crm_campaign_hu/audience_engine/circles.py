def find_circle(uses, start):
    """Return the way on which something uses itself, or an empty list.

    :param uses: whoever → those that it uses
    :param start: where to begin
    :return: for instance [1, 2, 1]; the circle need not go through ``start``
    """
    path, done = [], set()
    ahead = [(start, iter(uses.get(start, ())))]
    path.append(start)
    while ahead:
        one, rest = ahead[-1]
        for other in rest:
            if other in path:
                return [*path[path.index(other) :], other]
            if other not in done:
                path.append(other)
                ahead.append((other, iter(uses.get(other, ()))))
                break
        else:
            ahead.pop()
            path.pop()
            done.add(one)
    return []
