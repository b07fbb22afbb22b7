"""torch.optim: optimisers step; no shape changes."""


class Optimizer:
    def __init__(self, params=None, lr=1e-3, *args, **kwargs):
        self.param_groups = [{'params': params, 'lr': lr}]
        self.state = {}

    def step(self, closure=None):
        _stepped()
        return None if closure is None else closure()

    def zero_grad(self, set_to_none=True):
        pass

    def state_dict(self):
        return {}

    def load_state_dict(self, state):
        pass

    def add_param_group(self, group):
        pass


class SGD(Optimizer):
    pass


class Adam(Optimizer):
    pass


class AdamW(Optimizer):
    pass


class RMSprop(Optimizer):
    pass


class Adagrad(Optimizer):
    pass


class Adadelta(Optimizer):
    pass


class Adamax(Optimizer):
    pass


class NAdam(Optimizer):
    pass


class RAdam(Optimizer):
    pass


class LBFGS(Optimizer):
    pass


class _Scheduler:
    def __init__(self, optimizer=None, *args, **kwargs):
        self.optimizer = optimizer

    def step(self, *args, **kwargs):
        pass

    def get_last_lr(self):
        return [0.0]

    def state_dict(self):
        return {}

    def load_state_dict(self, state):
        pass


class _Schedulers:
    LRScheduler = _LRScheduler = LambdaLR = StepLR = MultiStepLR = ConstantLR = LinearLR = ExponentialLR = _Scheduler
    CosineAnnealingLR = ReduceLROnPlateau = CyclicLR = OneCycleLR = CosineAnnealingWarmRestarts = SequentialLR = PolynomialLR = _Scheduler


lr_scheduler = _Schedulers
