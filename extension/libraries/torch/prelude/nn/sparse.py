"""torch.nn.modules.sparse: rows of a table, by their numbers."""
import torch.nn.functional as F
from torch.nn.modules.module import Module
from torch.nn.parameter import Parameter


class _Table(Module):
    """What both embeddings share."""

    def _fill(self, num_embeddings, embedding_dim, padding_idx, weight, dtype):
        self.num_embeddings = num_embeddings
        self.embedding_dim = embedding_dim
        if padding_idx is not None and not -num_embeddings <= padding_idx < num_embeddings:
            _refuse('shape/arguments', self._padding_text, 'AssertionError')
        self.padding_idx = padding_idx + num_embeddings if padding_idx is not None and padding_idx < 0 else padding_idx
        if weight is None:
            self.weight = _parameter(num_embeddings, embedding_dim, dtype=dtype)
        else:
            if list(weight.shape) != [num_embeddings, embedding_dim]:
                _refuse('shape/arguments', 'Shape of weight does not match num_embeddings and embedding_dim', 'AssertionError')
            self.weight = Parameter(weight)

    def reset_parameters(self):
        pass

    @classmethod
    def from_pretrained(cls, embeddings, freeze=True, padding_idx=None, *args, **kwargs):
        if embeddings.dim() != 2:
            _refuse('shape/rank', 'Embeddings parameter is expected to be 2-dimensional', 'AssertionError')
        table = cls(embeddings.size(0), embeddings.size(1), _weight=embeddings)
        table.weight.requires_grad = not freeze
        return table


class Embedding(_Table):
    _padding_text = 'Padding_idx must be within num_embeddings'

    def __init__(self, num_embeddings, embedding_dim, padding_idx=None, max_norm=None, norm_type=2.0, scale_grad_by_freq=False,
                 sparse=False, _weight=None, _freeze=False, device=None, dtype=None):
        super().__init__()
        self.max_norm = max_norm
        self.norm_type = norm_type
        self.scale_grad_by_freq = scale_grad_by_freq
        self.sparse = sparse
        self._fill(num_embeddings, embedding_dim, padding_idx, _weight, dtype)

    def forward(self, input):
        return F.embedding(input, self.weight, self.padding_idx, self.max_norm, self.norm_type, self.scale_grad_by_freq, self.sparse)


class EmbeddingBag(_Table):
    _padding_text = 'padding_idx must be within num_embeddings'

    def __init__(self, num_embeddings, embedding_dim, max_norm=None, norm_type=2.0, scale_grad_by_freq=False, mode='mean',
                 sparse=False, _weight=None, include_last_offset=False, padding_idx=None, device=None, dtype=None):
        super().__init__()
        self.max_norm = max_norm
        self.norm_type = norm_type
        self.scale_grad_by_freq = scale_grad_by_freq
        self.mode = mode
        self.sparse = sparse
        self.include_last_offset = include_last_offset
        self._fill(num_embeddings, embedding_dim, padding_idx, _weight, dtype)

    def forward(self, input, offsets=None, per_sample_weights=None):
        return F.embedding_bag(input, self.weight, offsets, self.max_norm, self.norm_type, self.scale_grad_by_freq, self.mode, self.sparse,
                               per_sample_weights, self.include_last_offset, self.padding_idx)
