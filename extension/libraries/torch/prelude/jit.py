"""torch.jit: what is scripted runs as it stands."""


def script(value=None, *args, **kwargs):
    return value


def trace(func, example_inputs=None, *args, **kwargs):
    # Tracing runs what is traced.
    if example_inputs is not None:
        func(*example_inputs) if isinstance(example_inputs, tuple) else func(example_inputs)
    return func


def _identity(value=None, *args, **kwargs):
    return value if value is not None else (lambda function: function)


ignore = unused = export = script_method = interface = _overload_method = _overload = script_if_tracing = freeze = optimize_for_inference = script_if_tracing = _identity


def is_scripting():
    return False


def is_tracing():
    return False


def annotate(type, value):
    return value


class ScriptModule:
    pass


class Final:
    def __class_getitem__(cls, item):
        return cls


Attribute = annotate
