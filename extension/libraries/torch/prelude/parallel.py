"""torch.nn.parallel: wrappers that run their module."""
from torch.nn import DataParallel


class DistributedDataParallel(DataParallel):
    def no_sync(self):
        return _NoSync()


class _NoSync:
    def __enter__(self):
        return self

    def __exit__(self, *args):
        return None
