def a(): pass
def b(x, y=1, *args, z, w=2, **kwargs): return x
def c(x, /, y, *, z): return
def d(x: int, y: "Tensor" = None, *args: int, z: List[int] = [], **kwargs: Dict[str, int]) -> Tuple[int, ...]: ...
def e(*, x): yield
def f(*args: *Ts): yield x
def g(x, y) -> Optional[a.b.C]:
    """Docstring."""
    x = yield y
    y = yield x, y
    z = yield from x
    await_ = (yield)
    return x, *y
async def h():
    await x
    y = await x.y(z) + 1
    async for x in y: pass
    async with a as b, c: pass
    return [x async for x in y if await x]
def i(
    x,  # comment
    y=(1, 2),
    *,
    z: int | None = None,
) -> List[int] | Dict[str, Any] | None:
    # comment first

    def inner(y):
        nonlocal x
        global q, r
        return lambda: x

    return inner
    # comment last
def j(x=lambda y: y, z=[w for w in v]): return {**x}
def k():
    if x:
        return
    else:
        raise A
def l(x: Callable[[int, str], Tensor], y: Literal["a", -1], z: Annotated[T, f(1), "b"], w: a.b[c, d]): pass
def m(x: Union[int, Tuple[int, int]], y: Dict[str, List[int]] = {}, z: type = int, w: type[int] = int): pass
def n(x: 1 + 2, y: (int, str), z: lambda: 1, w: [int], v: {"a": 1}): pass
def o(x: List[int] | A | B, y: A | List[int] | B, z: "A" | B[c] | None, w: A[b] | (B | C) | (D[e] | F), v: (A[b]) | c): pass
def p() -> a if b else c: pass
def q(x: Dict[str:int], y: List[int,]): pass
class T(nn.Module):
    def forward(
        self, x: torch.Tensor, hx: Optional[Tuple[torch.Tensor, torch.Tensor]] = None
    ) -> tuple[torch.Tensor, tuple[torch.Tensor, torch.Tensor]]:
        """Runs.

        More.
        """
        return super().forward(x), hx  # done

    forward.x = 1
