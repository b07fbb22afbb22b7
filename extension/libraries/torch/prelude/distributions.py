"""torch.distributions: the shapes of samples and of what is told of them."""
import torch


def _broadcast(one, other):
    return tuple(torch.broadcast_tensors(_empty(*one), _empty(*other))[0].shape)


class Distribution:
    has_rsample = True

    def __init__(self, batch_shape=(), event_shape=(), validate_args=None):
        self.batch_shape = torch.Size(batch_shape)
        self.event_shape = torch.Size(event_shape)

    @property
    def mean(self):
        return self._like(self.batch_shape + self.event_shape)

    variance = stddev = mode = mean

    def _like(self, shape):
        return _result('distribution', list(self._parameters()), shape)

    def _parameters(self):
        return [value for value in self.__dict__.values() if isinstance(value, torch.Tensor)]

    def sample(self, sample_shape=()):
        return self._like(tuple(sample_shape) + tuple(self.batch_shape) + tuple(self.event_shape))

    def rsample(self, sample_shape=()):
        return self.sample(sample_shape)

    def sample_n(self, n):
        return self.sample((n,))

    def log_prob(self, value):
        if not isinstance(value, torch.Tensor):
            return self._like(self.batch_shape)
        events = len(self.event_shape)
        given = tuple(value.shape)
        return self._like(_broadcast(given[:len(given) - events], tuple(self.batch_shape)))

    def cdf(self, value):
        return self.log_prob(value)

    icdf = cdf

    def entropy(self):
        return self._like(self.batch_shape)

    perplexity = entropy

    def expand(self, batch_shape, _instance=None):
        expanded = type(self).__new__(type(self))
        expanded.__dict__.update(self.__dict__)
        expanded.batch_shape = torch.Size(batch_shape)
        return expanded

    def enumerate_support(self, expand=True):
        return _unknown()


def _tensor(value):
    return value if isinstance(value, torch.Tensor) else torch.tensor(float(value))


class _Elementwise(Distribution):
    """Of parameters that broadcast."""
    names = ()

    def __init__(self, *args, validate_args=None, **kwargs):
        values = dict(zip(self.names, args))
        values.update(kwargs)
        parameters = torch.broadcast_tensors(*[_tensor(value) for name, value in values.items() if value is not None and name in self.names])
        for name, parameter in zip([name for name in values if values[name] is not None], parameters):
            setattr(self, name, parameter)
        super().__init__(parameters[0].shape)


class Normal(_Elementwise):
    names = ('loc', 'scale')


class LogNormal(_Elementwise):
    names = ('loc', 'scale')


class Laplace(_Elementwise):
    names = ('loc', 'scale')


class Cauchy(_Elementwise):
    names = ('loc', 'scale')


class Gumbel(_Elementwise):
    names = ('loc', 'scale')


class StudentT(_Elementwise):
    names = ('df', 'loc', 'scale')


class Uniform(_Elementwise):
    names = ('low', 'high')


class Beta(_Elementwise):
    names = ('concentration1', 'concentration0')


class Gamma(_Elementwise):
    names = ('concentration', 'rate')


class Exponential(_Elementwise):
    names = ('rate',)


class Poisson(_Elementwise):
    names = ('rate',)


class HalfNormal(_Elementwise):
    names = ('scale',)


class _Logits(_Elementwise):
    names = ('probs', 'logits')

    def __getattr__(self, name):
        if name in ('probs', 'logits', 'param_shape'):
            return self._like(self.batch_shape)
        raise AttributeError(name)


class Bernoulli(_Logits):
    pass


class ContinuousBernoulli(_Logits):
    pass


class Geometric(_Logits):
    pass


class RelaxedBernoulli(_Logits):
    names = ('temperature', 'probs', 'logits')


class Binomial(_Logits):
    names = ('total_count', 'probs', 'logits')


class Categorical(Distribution):
    def __init__(self, probs=None, logits=None, validate_args=None):
        given = probs if probs is not None else logits
        self.probs = self.logits = given
        self._classes = tuple(given.shape)[-1:]
        super().__init__(tuple(given.shape)[:-1])

    @property
    def param_shape(self):
        return self.probs.shape

    def sample(self, sample_shape=()):
        return _empty(*sample_shape, *self.batch_shape, dtype=torch.int64)


class OneHotCategorical(Distribution):
    def __init__(self, probs=None, logits=None, validate_args=None):
        given = probs if probs is not None else logits
        self.probs = self.logits = given
        super().__init__(tuple(given.shape)[:-1], tuple(given.shape)[-1:])


class OneHotCategoricalStraightThrough(OneHotCategorical):
    pass


class RelaxedOneHotCategorical(OneHotCategorical):
    def __init__(self, temperature, probs=None, logits=None, validate_args=None):
        super().__init__(probs, logits)


class Dirichlet(Distribution):
    def __init__(self, concentration, validate_args=None):
        self.concentration = concentration
        super().__init__(tuple(concentration.shape)[:-1], tuple(concentration.shape)[-1:])


class MultivariateNormal(Distribution):
    def __init__(self, loc, covariance_matrix=None, precision_matrix=None, scale_tril=None, validate_args=None):
        given = [matrix for matrix in (covariance_matrix, precision_matrix, scale_tril) if matrix is not None]
        self.loc = loc
        self.covariance_matrix = self.precision_matrix = self.scale_tril = given[0]
        shape = tuple(loc.shape)
        super().__init__(_broadcast(shape[:-1], tuple(given[0].shape)[:-2]), shape[-1:])


class LowRankMultivariateNormal(Distribution):
    def __init__(self, loc, cov_factor, cov_diag, validate_args=None):
        self.loc = loc
        super().__init__(tuple(loc.shape)[:-1], tuple(loc.shape)[-1:])


class Multinomial(OneHotCategorical):
    def __init__(self, total_count=1, probs=None, logits=None, validate_args=None):
        super().__init__(probs, logits)


class Independent(Distribution):
    def __init__(self, base_distribution, reinterpreted_batch_ndims, validate_args=None):
        self.base_dist = base_distribution
        batch = tuple(base_distribution.batch_shape)
        kept = len(batch) - reinterpreted_batch_ndims
        super().__init__(batch[:kept], batch[kept:] + tuple(base_distribution.event_shape))

    def _parameters(self):
        return self.base_dist._parameters()


class MixtureSameFamily(Distribution):
    def __init__(self, mixture_distribution, component_distribution, validate_args=None):
        self.mixture_distribution = mixture_distribution
        self.component_distribution = component_distribution
        super().__init__(tuple(component_distribution.batch_shape)[:-1], component_distribution.event_shape)

    def _parameters(self):
        return self.component_distribution._parameters()


class TransformedDistribution(Distribution):
    def __init__(self, base_distribution, transforms, validate_args=None):
        self.base_dist = base_distribution
        self.transforms = transforms
        super().__init__(base_distribution.batch_shape, base_distribution.event_shape)

    def _parameters(self):
        return self.base_dist._parameters()


def kl_divergence(p, q):
    return p._like(_broadcast(tuple(p.batch_shape), tuple(q.batch_shape)))


def register_kl(type_p, type_q):
    return lambda function: function
