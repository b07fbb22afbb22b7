"""In the style of transformers: configurations as dataclasses with an attribute map, outputs that are dicts, tuples and dataclasses at once, decorators that read signatures."""
from collections import OrderedDict
from dataclasses import dataclass, fields, is_dataclass
from functools import wraps

import torch
from torch import nn


def accepting_more(cls):
    def __init__(self, **kwargs):
        for field in fields(cls):
            setattr(self, field.name, kwargs.pop(field.name) if field.name in kwargs else field.default)
        for name, value in kwargs.items():
            setattr(self, name, value)

    cls.__init__ = __init__
    return cls


class PreTrainedConfig:
    attribute_map = {}

    def __init_subclass__(cls, **kwargs):
        super().__init_subclass__(**kwargs)
        accepting_more(dataclass(cls, repr=False, kw_only=True))

    def __setattr__(self, key, value):
        if key in super().__getattribute__("attribute_map"):
            key = super().__getattribute__("attribute_map")[key]
        super().__setattr__(key, value)

    def __getattribute__(self, key):
        if key != "attribute_map" and key in super().__getattribute__("attribute_map"):
            key = super().__getattribute__("attribute_map")[key]
        return super().__getattribute__(key)


class EncoderConfig(PreTrainedConfig):
    attribute_map = {"hidden_size": "dim"}
    vocab_size: int = 60
    dim: int = 24
    heads: int = 4
    layers: int = 2
    use_cache: bool = True


class ModelOutput(OrderedDict):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.__class__ != ModelOutput and not is_dataclass(self):
            raise TypeError("must be a dataclass")

    def __post_init__(self):
        if not all(field.default is None for field in fields(self)[1:]):
            raise ValueError("more than one required field")
        for field in fields(self):
            value = self.__dict__.get(field.name)
            if value is not None:
                self[field.name] = value

    def __getitem__(self, k):
        if isinstance(k, str):
            return dict(self.items())[k]
        return self.to_tuple()[k]

    def __setattr__(self, name, value):
        if name in {field.name for field in fields(self)} and value is not None:
            super().__setitem__(name, value)
        super().__setattr__(name, value)

    def __setitem__(self, key, value):
        super().__setitem__(key, value)
        super().__setattr__(key, value)

    def to_tuple(self):
        return tuple(self[k] for k in self.keys())


@dataclass
class EncoderOutput(ModelOutput):
    last_hidden_state: torch.Tensor | None = None
    pooler_output: torch.Tensor | None = None
    hidden_states: tuple | None = None


def with_config_defaults(func):
    @wraps(func)
    def wrapper(self, *args, **kwargs):
        for name in ["use_cache", "vision_layer"]:
            index = None
            if name in func.__code__.co_varnames:
                index = func.__code__.co_varnames.index(name) - 1
            if index is not None and len(args) > index and args[index] is not None:
                value = args[index]
            elif kwargs.get(name) is not None:
                value = kwargs[name]
            else:
                value = getattr(self.config, name, None)
            if value is not None:
                if index is not None and len(args) > index:
                    args = list(args)
                    args[index] = value
                    args = tuple(args)
                else:
                    kwargs[name] = value
        return func(self, *args, **kwargs)

    return wrapper


class Attention(nn.Module):
    def __init__(self, config):
        super().__init__()
        self.config = config
        self.head_dim = config.hidden_size // config.heads
        self.qkv = nn.Linear(config.hidden_size, 3 * config.hidden_size)
        self.out = nn.Linear(config.hidden_size, config.hidden_size)

    def forward(self, hidden_states):
        shape = (*hidden_states.shape[:-1], -1, self.head_dim)
        q, k, v = (t.view(shape).transpose(1, 2) for t in self.qkv(hidden_states).chunk(3, dim=-1))
        weights = torch.matmul(q, k.transpose(2, 3)).softmax(-1)
        mixed = torch.matmul(weights, v).transpose(1, 2).reshape(*hidden_states.shape[:-1], -1)
        return self.out(mixed), weights


class Encoder(nn.Module):
    def __init__(self, config, add_pooling_layer=True):
        super().__init__()
        self.config = config
        self.embed = nn.Embedding(config.vocab_size, config.hidden_size)
        self.layers = nn.ModuleList([Attention(config) for _ in range(config.layers)])
        self.pooler = nn.Linear(config.hidden_size, config.hidden_size) if add_pooling_layer else None

    @with_config_defaults
    def forward(self, input_ids=None, inputs_embeds=None, output_hidden_states=None, use_cache=None, **kwargs):
        if (input_ids is None) ^ (inputs_embeds is not None):
            raise ValueError("exactly one of input_ids or inputs_embeds")
        hidden = self.embed(input_ids) if inputs_embeds is None else inputs_embeds
        every = () if output_hidden_states else None
        for layer in self.layers:
            hidden = hidden + layer(hidden)[0]
            if every is not None:
                every = every + (hidden,)
        pooled = self.pooler(hidden[:, 0]).tanh() if self.pooler is not None else None
        return EncoderOutput(last_hidden_state=hidden, pooler_output=pooled, hidden_states=every)


config = EncoderConfig(hidden_size=32, layers=3)
model = Encoder(config)
out = model(torch.zeros(2, 9, dtype=torch.long), output_hidden_states=True)
hidden = out.last_hidden_state * 2
pooled = out[1] * 2
first = out["hidden_states"][0] * 2
bare = Encoder(EncoderConfig(dim=16), add_pooling_layer=False)(inputs_embeds=torch.randn(1, 5, 16))
only = bare[0] * 2
size = torch.zeros(len(bare), len(out.to_tuple()), getattr(config, "missing", 7), config.dim)
