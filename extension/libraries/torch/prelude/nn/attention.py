"""torch.nn.MultiheadAttention."""
from torch.nn.modules.linear import NonDynamicallyQuantizableLinear
from torch.nn.modules.module import Module


class MultiheadAttention(Module):
    def __init__(self, embed_dim, num_heads, dropout=0.0, bias=True, add_bias_kv=False, add_zero_attn=False, kdim=None, vdim=None,
                 batch_first=False, device=None, dtype=None):
        super().__init__()
        if embed_dim <= 0 or num_heads <= 0:
            _refuse('shape/arguments', f'embed_dim and num_heads must be greater than 0, got embed_dim={embed_dim} and num_heads={num_heads} instead')
        if embed_dim % num_heads != 0:
            _refuse('shape/arguments', 'embed_dim must be divisible by num_heads', 'AssertionError')
        self.embed_dim = embed_dim
        self.kdim = kdim if kdim is not None else embed_dim
        self.vdim = vdim if vdim is not None else embed_dim
        self._qkv_same_embed_dim = self.kdim == embed_dim and self.vdim == embed_dim
        self.num_heads = num_heads
        self.dropout = dropout
        self.batch_first = batch_first
        self.head_dim = embed_dim // num_heads
        same = self._qkv_same_embed_dim
        self.register_parameter('in_proj_weight', _parameter(3 * embed_dim, embed_dim, dtype=dtype) if same else None)
        self.register_parameter('q_proj_weight', None if same else _parameter(embed_dim, embed_dim, dtype=dtype))
        self.register_parameter('k_proj_weight', None if same else _parameter(embed_dim, self.kdim, dtype=dtype))
        self.register_parameter('v_proj_weight', None if same else _parameter(embed_dim, self.vdim, dtype=dtype))
        self.register_parameter('in_proj_bias', _parameter(3 * embed_dim, dtype=dtype) if bias else None)
        self.out_proj = NonDynamicallyQuantizableLinear(embed_dim, embed_dim, bias=bias, device=device, dtype=dtype)
        self.register_parameter('bias_k', _parameter(1, 1, embed_dim, dtype=dtype) if add_bias_kv else None)
        self.register_parameter('bias_v', _parameter(1, 1, embed_dim, dtype=dtype) if add_bias_kv else None)
        self.add_zero_attn = add_zero_attn

    def _check(self, query, key, value):
        if query.dim() not in (2, 3):
            _refuse('shape/rank', f'query should be unbatched 2D or batched 3D tensor but received {query.dim()}-D query tensor', 'AssertionError')
        batched = query.dim() == 3
        if key.dim() != query.dim() or value.dim() != query.dim():
            _refuse('shape/rank', f"For {'batched (3-D)' if batched else 'unbatched (2-D)'} `query`, expected `key` and `value` to be "
                                  f"{'3-D' if batched else '2-D'} but found {key.dim()}-D and {value.dim()}-D tensors respectively", 'AssertionError')
        if query.size(-1) != self.embed_dim:
            _refuse('shape/linear-features', f'was expecting embedding dimension of {self.embed_dim}, but got {query.size(-1)}', 'AssertionError')
        swapped = batched and self.batch_first
        if self._qkv_same_embed_dim:
            if list(key.shape) != list(value.shape):
                first, second = (t.transpose(0, 1).shape if swapped else t.shape for t in (key, value))
                _refuse('shape/arguments', f'key shape {first} does not match value shape {second}', 'AssertionError')
        elif list(key.shape[:2]) != list(value.shape[:2]):
            _refuse('shape/arguments', f"key's sequence and batch dims {key.shape[:2]} do not match value's {value.shape[:2]}", 'AssertionError')

    def _check_mask(self, mask, batch, target, source):
        if mask.dim() == 2 and list(mask.shape) != [target, source]:
            _refuse('shape/arguments', f'The shape of the 2D attn_mask is {mask.shape}, but should be {(target, source)}.', 'RuntimeError')
        if mask.dim() == 3 and list(mask.shape) != [batch * self.num_heads, target, source]:
            _refuse('shape/arguments', f'The shape of the 3D attn_mask is {mask.shape}, but should be {(batch * self.num_heads, target, source)}.', 'RuntimeError')
        if mask.dim() not in (2, 3):
            _refuse('shape/rank', f"attn_mask's dimension {mask.dim()} is not supported", 'RuntimeError')

    def forward(self, query, key, value, key_padding_mask=None, need_weights=True, attn_mask=None, average_attn_weights=True, is_causal=False):
        self._check(query, key, value)
        batched = query.dim() == 3
        swapped = batched and self.batch_first
        if swapped:
            # What is one tensor stays one.
            same = [key is query, value is key]
            query = query.transpose(1, 0)
            key = query if same[0] else key.transpose(1, 0)
            value = key if same[1] else value.transpose(1, 0)
        batch, target, source = query.size(1) if batched else 1, query.size(0), key.size(0)
        if attn_mask is not None:
            self._check_mask(attn_mask, batch, target, source)
        output = _result('multi_head_attention_forward', [query, key, value], list(query.shape[:-1]) + [self.embed_dim])
        if swapped:
            output = output.transpose(1, 0)
        if not need_weights:
            return output, None
        if self.bias_k is not None:
            source += 1
        if self.add_zero_attn:
            source += 1
        heads = [] if average_attn_weights else [self.num_heads]
        weights = _result('multi_head_attention_forward', [query, key], ([batch] if batched else []) + heads + [target, source])
        return output, weights
