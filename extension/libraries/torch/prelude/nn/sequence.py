"""torch.nn.utils.rnn: sequences of different lengths in one tensor. A packed sequence remembers its padded form."""
import torch


class PackedSequence:
    def __init__(self, padded, lengths, batch_first):
        self.padded = padded
        self.lengths = lengths
        self.batch_first = batch_first

    @property
    def data(self):
        return _empty(_unknown_int(), *self.padded.shape[2:], dtype=self.padded.dtype)

    @property
    def batch_sizes(self):
        return _empty(self.padded.size(1 if self.batch_first else 0), dtype=torch.int64)

    @property
    def sorted_indices(self):
        return _unknown()

    unsorted_indices = sorted_indices

    def to(self, *args, **kwargs):
        return self

    cuda = cpu = to


def pack_padded_sequence(input, lengths, batch_first=False, enforce_sorted=True):
    if isinstance(lengths, torch.Tensor):
        lengths = lengths.tolist()
    return PackedSequence(input, lengths, batch_first)


def pack_sequence(sequences, enforce_sorted=True):
    return PackedSequence(pad_sequence(sequences), [sequence.size(0) for sequence in sequences], False)


def pad_packed_sequence(sequence, batch_first=False, padding_value=0.0, total_length=None):
    padded = sequence.padded if sequence.batch_first == batch_first else sequence.padded.transpose(0, 1)
    longest = total_length
    if longest is None:
        longest = max(sequence.lengths) if isinstance(sequence.lengths, (list, tuple)) else _unknown_int()
    batch = padded.size(0 if batch_first else 1)
    sizes = [batch, longest] if batch_first else [longest, batch]
    return _result('_pad_packed_sequence', [padded], sizes + list(padded.shape[2:])), _empty(batch, dtype=torch.int64)


def pad_sequence(sequences, batch_first=False, padding_value=0.0, padding_side='right'):
    sequences = list(sequences)
    longest = max([sequence.size(0) for sequence in sequences])
    sizes = [len(sequences), longest] if batch_first else [longest, len(sequences)]
    return _result('pad_sequence', sequences, sizes + list(sequences[0].shape[1:]))


def unpad_sequence(padded_sequences, lengths, batch_first=False):
    return _unknown()
