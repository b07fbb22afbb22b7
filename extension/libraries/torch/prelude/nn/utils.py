"""torch.nn.modules.utils: one value for each axis."""


def _ntuple(n):
    def parse(value):
        return tuple(value) if isinstance(value, (tuple, list)) else (value,) * n
    return parse


_single, _pair, _triple, _quadruple = _ntuple(1), _ntuple(2), _ntuple(3), _ntuple(4)


def _reverse_repeat_tuple(values, n):
    return tuple(value for value in reversed(values) for _ in range(n))
