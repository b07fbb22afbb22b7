"""torch.utils.data: what a loader yields is a batch of what its dataset holds."""

class Dataset:
    def __class_getitem__(cls, item):
        return cls

    def __add__(self, other):
        return ConcatDataset([self, other])


class IterableDataset(Dataset):
    pass


class TensorDataset(Dataset):
    def __init__(self, *tensors):
        self.tensors = tensors

    def __getitem__(self, index):
        return tuple(tensor[index] for tensor in self.tensors)

    def __len__(self):
        return self.tensors[0].size(0)


class Subset(Dataset):
    def __init__(self, dataset, indices):
        self.dataset = dataset
        self.indices = indices

    def __getitem__(self, index):
        return self.dataset[0]

    def __len__(self):
        return len(self.indices)


class ConcatDataset(Dataset):
    def __init__(self, datasets):
        self.datasets = list(datasets)

    def __getitem__(self, index):
        return self.datasets[0][0]

    def __len__(self):
        return sum(len(dataset) for dataset in self.datasets)


def random_split(dataset, lengths, generator=None):
    lengths = list(lengths)
    if any(isinstance(length, float) for length in lengths):
        # Shares: rounded down, and what is left goes to the first ones.
        total = len(dataset)
        lengths = [int(total * share) for share in lengths]
        for index in range(total - sum(lengths)):
            lengths[index % len(lengths)] += 1
    return [Subset(dataset, range(length)) for length in lengths]


def default_collate(batch):
    return _collate(batch[0], len(batch))


class Sampler:
    def __init__(self, *args, **kwargs):
        pass

    def __class_getitem__(cls, item):
        return cls


SequentialSampler = RandomSampler = WeightedRandomSampler = BatchSampler = SubsetRandomSampler = Sampler


class DataLoader:
    def __init__(self, dataset, batch_size=1, shuffle=None, sampler=None, batch_sampler=None, num_workers=0, collate_fn=None,
                 pin_memory=False, drop_last=False, *args, **kwargs):
        self.dataset = dataset
        self.batch_size = batch_size if batch_sampler is None else _unknown_int()
        self.sampler = sampler
        self.collate_fn = collate_fn
        self.drop_last = drop_last
        # How many of its dataset's samples a sampler picks is not known.
        self._samples = len(dataset) if sampler is None and batch_sampler is None and hasattr(dataset, '__len__') else None

    def __class_getitem__(cls, item):
        return cls

    def __len__(self):
        if self._samples is None or self.batch_size is None:
            return _unknown_int()
        return self._samples // self.batch_size if self.drop_last else -(-self._samples // self.batch_size)

    def __iter__(self):
        if self.batch_size is None:
            return _some(_unknown())
        sample = self.dataset[0]
        collate = _collate if self.collate_fn is None else _gather(self.collate_fn)
        return (collate(sample, size) for size in _batch_sizes(self.batch_size, self._samples, self.drop_last))


def _gather(collate_fn):
    return lambda sample, size: collate_fn([sample] * size)


def get_worker_info():
    return None
