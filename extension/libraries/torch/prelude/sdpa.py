"""torch.nn.attention: which kernel computes attention, nothing that shapes depend on."""


class SDPBackend:
    ERROR, MATH, FLASH_ATTENTION, EFFICIENT_ATTENTION, CUDNN_ATTENTION, OVERRIDEABLE = -1, 0, 1, 2, 3, 4


class sdpa_kernel:
    def __init__(self, backends, set_priority=False):
        pass

    def __enter__(self):
        return self

    def __exit__(self, *exception):
        pass
