"""torch.nn.Module: the registries, and everything that walks them. Attribute access and calls are native."""
from collections import OrderedDict
from torch import Tensor, bfloat16, dtype, float16, float32, float64
from torch.nn.parameter import Parameter


class Module:
    dump_patches = False
    training = True
    call_super_init = False
    __setattr__ = _module_setattr
    __getattr__ = _module_getattr
    __delattr__ = _module_delattr
    __call__ = _module_call
    _call_impl = _module_call

    def __init__(self, *args, **kwargs):
        if kwargs:
            raise TypeError(f"{type(self).__name__}.__init__() got an unexpected keyword argument '{next(iter(kwargs))}'")
        if args:
            raise TypeError(f'{type(self).__name__}.__init__() takes 1 positional argument but {len(args) + 1} were given')
        _module_init(self)

    def forward(self, *args):
        raise NotImplementedError(f'Module [{type(self).__name__}] is missing the required "forward" function')

    def register_buffer(self, name, tensor, persistent=True):
        self._buffers[name] = tensor
        if persistent:
            self._non_persistent_buffers_set.discard(name)
        else:
            self._non_persistent_buffers_set.add(name)

    def register_parameter(self, name, param):
        self._parameters[name] = param

    def add_module(self, name, module):
        self._modules[name] = module

    def register_module(self, name, module):
        self._modules[name] = module

    def get_submodule(self, target):
        module = self
        if target == '':
            return module
        for item in target.split('.'):
            module = getattr(module, item)
        return module

    def set_submodule(self, target, module, strict=False):
        path, _, name = target.rpartition('.')
        setattr(self.get_submodule(path), name, module)

    def get_parameter(self, target):
        path, _, name = target.rpartition('.')
        return getattr(self.get_submodule(path), name)

    def get_buffer(self, target):
        path, _, name = target.rpartition('.')
        return getattr(self.get_submodule(path), name)

    def children(self):
        for name, module in self.named_children():
            yield module

    def named_children(self):
        seen = set()
        for name, module in self._modules.items():
            if module is not None and module not in seen:
                seen.add(module)
                yield name, module

    def modules(self):
        for name, module in self.named_modules():
            yield module

    def named_modules(self, memo=None, prefix='', remove_duplicate=True):
        if memo is None:
            memo = set()
        if self not in memo:
            if remove_duplicate:
                memo.add(self)
            yield prefix, self
            for name, module in self._modules.items():
                if module is not None:
                    yield from module.named_modules(memo, prefix + ('.' if prefix else '') + name, remove_duplicate)

    def _named_members(self, registry, prefix, recurse):
        seen = set()
        for path, module in (self.named_modules(prefix=prefix) if recurse else [(prefix, self)]):
            for name, value in getattr(module, registry).items():
                if value is not None and value not in seen:
                    seen.add(value)
                    yield path + ('.' if path else '') + name, value

    def parameters(self, recurse=True):
        for name, value in self._named_members('_parameters', '', recurse):
            yield value

    def named_parameters(self, prefix='', recurse=True, remove_duplicate=True):
        yield from self._named_members('_parameters', prefix, recurse)

    def buffers(self, recurse=True):
        for name, value in self._named_members('_buffers', '', recurse):
            yield value

    def named_buffers(self, prefix='', recurse=True, remove_duplicate=True):
        yield from self._named_members('_buffers', prefix, recurse)

    def apply(self, fn):
        for module in self.children():
            module.apply(fn)
        fn(self)
        return self

    def train(self, mode=True):
        self.training = mode
        for module in self.children():
            module.train(mode)
        return self

    def eval(self):
        return self.train(False)

    def requires_grad_(self, requires_grad=True):
        for parameter in self.parameters():
            parameter.requires_grad_(requires_grad)
        return self

    def _apply(self, fn, recurse=True):
        for module in self.children():
            module._apply(fn)
        for registry in (self._parameters, self._buffers):
            for name, value in list(registry.items()):
                if value is not None:
                    changed = fn(value)
                    if changed is not value:
                        registry[name] = Parameter(changed) if registry is self._parameters else changed
        return self

    def _convert(self, dtype):
        return self._apply(lambda value: value.to(dtype) if value.is_floating_point() else value)

    def to(self, *args, **kwargs):
        for value in list(args) + list(kwargs.values()):
            if isinstance(value, dtype):
                return self._convert(value)
            if isinstance(value, Tensor):
                return self._convert(value.dtype)
        return self

    def type(self, dst_type):
        return self._apply(lambda value: value.type(dst_type))

    def half(self):
        return self._convert(float16)

    def float(self):
        return self._convert(float32)

    def double(self):
        return self._convert(float64)

    def bfloat16(self):
        return self._convert(bfloat16)

    def _same(self, *args, **kwargs):
        return self

    cuda = cpu = xpu = to_empty = share_memory = _same

    def compile(self, *args, **kwargs):
        pass

    def zero_grad(self, set_to_none=True):
        pass

    def state_dict(self, *args, destination=None, prefix='', keep_vars=False):
        state = OrderedDict() if destination is None else destination
        for name, value in self._parameters.items():
            if value is not None:
                state[prefix + name] = value
        for name, value in self._buffers.items():
            if value is not None and name not in self._non_persistent_buffers_set:
                state[prefix + name] = value
        for name, module in self._modules.items():
            if module is not None:
                module.state_dict(destination=state, prefix=prefix + name + '.')
        return state

    def load_state_dict(self, state_dict, strict=True, assign=False):
        _loaded(self)
        return None

    def _load_from_state_dict(self, *args, **kwargs):
        pass

    def _save_to_state_dict(self, *args, **kwargs):
        pass

    def extra_repr(self):
        return ''

    def _get_name(self):
        return type(self).__name__

    def register_forward_hook(self, hook, *, prepend=False, with_kwargs=False, always_call=False):
        return _Handle(self._forward_hooks, hook, prepend, with_kwargs)

    def register_forward_pre_hook(self, hook, *, prepend=False, with_kwargs=False):
        return _Handle(self._forward_pre_hooks, hook, prepend, with_kwargs)

    def register_full_backward_hook(self, hook, prepend=False):
        return _Handle()

    register_backward_hook = register_full_backward_pre_hook = register_full_backward_hook

    def register_load_state_dict_post_hook(self, hook):
        return _Handle()

    _register_load_state_dict_pre_hook = register_load_state_dict_pre_hook = register_state_dict_pre_hook = register_load_state_dict_post_hook
    _register_state_dict_hook = register_state_dict_post_hook = register_load_state_dict_post_hook


class _Handle:
    def __init__(self, hooks=None, hook=None, prepend=False, with_kwargs=False):
        self.hooks = hooks
        if hooks is not None:
            # A hook that takes the keyword arguments as well stands in a tuple.
            held = (hook,) if with_kwargs else hook
            later = dict(hooks) if prepend else {}
            for handle in later:
                del hooks[handle]
            hooks[self] = held
            hooks.update(later)

    def remove(self):
        if self.hooks is not None:
            self.hooks.pop(self, None)

    def __enter__(self):
        return self

    def __exit__(self, *exception):
        self.remove()

    def __enter__(self):
        return self

    def __exit__(self, *args):
        pass
