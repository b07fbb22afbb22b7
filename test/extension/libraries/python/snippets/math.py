import math
# ----
math.sqrt(16), math.floor(2.7), math.ceil(2.1), math.trunc(-2.7), math.floor(-2.5), math.ceil(5), math.floor(7)

math.log(math.e), math.log2(8), math.log10(1000), math.log(8, 2), math.exp(0), math.log(1)

math.pi, math.e, math.inf, -math.inf, math.tau

math.prod([1, 2, 3]), math.prod([]), math.prod((2, 0.5)), math.prod([2, 3], start=10)

math.gcd(12, 18), math.gcd(), math.gcd(0, 5), math.lcm(4, 6), math.gcd(8, 12, 20)

math.factorial(5), math.comb(5, 2), math.perm(5, 2), math.isqrt(17), math.perm(3)

math.pow(2, 3), math.fabs(-2), math.copysign(1, -2), math.fmod(7, 3), math.hypot(3, 4)

math.isnan(math.nan), math.isinf(math.inf), math.isfinite(1.0), math.isclose(0.1 + 0.2, 0.3), math.isfinite(3)

math.sin(0), math.cos(0), math.tan(0), math.atan2(0, 1), math.degrees(math.pi), math.radians(180)

math.sqrt(-1)

math.log(0)

math.ceil('a')

int(math.log2(64)), 2 ** int(math.ceil(math.log2(100))), math.ceil(224 / 32), math.floor(math.sqrt(49)), round(math.sqrt(2), 4)

math.factorial(-1)

math.modf(2.5), math.fsum([0.5, 0.25])
