"""torch.nn.modules.lazy: layers that read a size from their first input, and then are of the plain class."""


class LazyModuleMixin:
    cls_to_become = None

    def has_uninitialized_params(self):
        return self.cls_to_become is not None and type(self) is not self.cls_to_become

    def forward(self, input, *args, **kwargs):
        self.initialize_parameters(input)
        if self.cls_to_become is not None:
            _become(self, self.cls_to_become)
        return self.forward(input, *args, **kwargs)
