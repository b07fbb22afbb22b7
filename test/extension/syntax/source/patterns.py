match x:
    case 1: pass
    case -1 | -1.5 | 1 + 2j | -1 - 2j: pass
    case "a" | 'b' "c" | b"d": pass
    case None | True | False: pass
    case _: pass
    case y: pass
    case a.b | a.b.c: pass
    case (1): pass
    case (1, 2): pass
    case (1,): pass
    case (): pass
    case []: pass
    case [1, *_]: pass
    case [*rest]: pass
    case 1, 2: pass
    case 1,: pass
    case *a, b: pass
    case {}: pass
    case {"a": 1, -1: b, c.d: [e], **rest}: pass
    case A(): pass
    case a.B(1, c, d=2, e=-1, f=G(h)): pass
    case (1 | 2) as z: pass
    case [A(b) as c, {"d": e}]: pass
    case str() as s if s in t and u: pass
    case A(x=(1 | 2)), _:
        y = 1
        z = 2
match x, y:
    case 1, 2: pass
match x,:
    case _: pass
match (x):
    case _: pass
match *x, y:
    case _: pass
match [x, y]:
    case [a, b] if a: match = a
match = 1
match.x = match[0]
match(x, y)
case = 1
