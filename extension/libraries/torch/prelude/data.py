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
    return [Subset(dataset, range(length) if isinstance(length, int) else _unknown()) for length in lengths]


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
        self.batch_size = batch_size
        self.sampler = sampler
        self.collate_fn = collate_fn
        self.drop_last = drop_last

    def __class_getitem__(cls, item):
        return cls

    def __len__(self):
        return _unknown_int()

    def __iter__(self):
        _walked(self.batch_size, len(self.dataset) if hasattr(self.dataset, '__len__') else None, self.drop_last)
        if self.collate_fn is not None or self.batch_size is None:
            return _some(_unknown())
        return _some(_collate(self.dataset[0], self.batch_size))


def get_worker_info():
    return None
