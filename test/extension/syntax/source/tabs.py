class A:
	def f(self):
		if self:
			return	1
		x	=	f(	a,	b	)
		return x

	def g(self): return 2

def h():
        if x:
        	return 1
        return 2
