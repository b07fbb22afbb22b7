"""torchvision.models: how its factories take their arguments, and the names of trained weights."""
from torch.nn import Module


class _Meta(dict):
    def __missing__(self, key):
        return _unknown()


class Weights:
    """A member of an enumeration of weights: what it was trained on, not its numbers."""

    def __init__(self, name, classes):
        self.name = name
        self.meta = _Meta(categories=[_unknown()] * classes)

    def __getattr__(self, name):
        return _unknown()

    def transforms(self, *args, **kwargs):
        return _unknown()


class WeightsEnum:
    """An enumeration of weights. Whatever it is asked for is a member."""

    def __init__(self, name, classes=1000):
        self.__name__ = name
        self._classes = classes

    def __getattr__(self, name):
        return Weights(name, self._classes)

    def __getitem__(self, name):
        return Weights(name, self._classes)

    def __call__(self, value):
        return value

    def verify(self, value):
        return value


def named(name):
    """What a module of models has besides its own names (its `__getattr__`)."""
    return WeightsEnum(name) if name.endswith('_Weights') else _unknown()


def fixed(arguments, name, value):
    """Trained weights say the value of an argument: any other is refused."""
    if arguments.get(name, value) != value:
        _refuse('shape/arguments', f"The parameter '{name}' expected value {value} but got {arguments[name]} instead.")


def trained(weights, pretrained, arguments, classes=1000):
    """The weights that are asked for, in the old way or the new one; None for none."""
    weights = (pretrained if weights is None else weights) or None
    if weights is not None:
        fixed(arguments, 'num_classes', classes)
    return weights


def factory(build, *args, **settings):
    """A function like `resnet50`: makes a model of these settings and the caller's own."""
    def make(weights=None, progress=True, *, pretrained=None, **kwargs):
        weights = trained(weights, pretrained, kwargs)
        model = build(*args, **{**settings, **kwargs})
        if weights is not None:
            model.load_state_dict({})
        return model
    return make


def get_model_builder(name):
    import torchvision.models as models
    name = name.lower()
    return getattr(models.segmentation if name.startswith(('fcn', 'deeplab', 'lraspp')) else models, name)


def get_model(name, **config):
    return get_model_builder(name)(**config)


def get_model_weights(name):
    return WeightsEnum('WeightsEnum')


def get_weight(name):
    return Weights(name.split('.')[-1], 1000)


def list_models(module=None, include=None, exclude=None):
    return _unknown()
