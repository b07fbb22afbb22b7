"""torch.nn.functional: functions in terms of its ops."""
import torch


def tanh(input):
    return torch.tanh(input)


def sigmoid(input):
    return torch.sigmoid(input)


def relu6(input, inplace=False):
    return hardtanh(input, 0.0, 6.0, inplace)


def upsample(input, size=None, scale_factor=None, mode='nearest', align_corners=None):
    return interpolate(input, size, scale_factor, mode, align_corners)


def upsample_nearest(input, size=None, scale_factor=None):
    return interpolate(input, size, scale_factor, mode='nearest')


def upsample_bilinear(input, size=None, scale_factor=None):
    return interpolate(input, size, scale_factor, mode='bilinear', align_corners=True)


def linear_cross_entropy(input, linear_weight, target, *, linear_bias=None, weight=None, reduction='mean', ignore_index=None, label_smoothing=0.0, options=None):
    if input.dim() < 1 or input.dim() > 2:
        _refuse('shape/rank', f'expected input with dimensionality 1 or 2, got {input.dim()}', 'RuntimeError')
    if linear_weight.dim() < 2:
        _refuse('shape/rank', f'expected linear_weight with dimensionality at least 2, got {linear_weight.dim()}', 'RuntimeError')
    if input.shape[-1] != linear_weight.shape[-1]:
        _refuse('shape/linear-features', 'expected equal input and linear_weight last dimensions (in_features), '
                f'got {input.shape[-1]} and {linear_weight.shape[-1]}, respectively', 'RuntimeError')
    classes, places, batch = linear_weight.shape[0], tuple(linear_weight.shape[1:-1]), tuple(input.shape[:-1])
    if linear_bias is not None and tuple(linear_bias.shape) != (classes, *places):
        _refuse('shape/arguments', f'expected linear_bias shape {(classes, *places)}, got {tuple(linear_bias.shape)}', 'RuntimeError')
    if len(places) > 0 and len(batch) == 0:
        _refuse('shape/rank', f'K-dimensional loss defined by linear_weight shape {tuple(linear_weight.shape)} requires batched input, (N, {input.shape[-1]}), '
                f'got unbatched input with shape {tuple(input.shape)}', 'RuntimeError')
    logits = torch.tensordot(input, linear_weight, dims=([-1], [-1]))
    if target.shape == logits.shape and ignore_index is not None:
        _refuse('shape/arguments', 'ignore_index cannot be specified when target contains probabilities', 'RuntimeError')
    return cross_entropy(logits, target, weight=weight, ignore_index=-100 if ignore_index is None else ignore_index, reduction=reduction, label_smoothing=label_smoothing)


def max_pool1d_with_indices(input, kernel_size, stride=None, padding=0, dilation=1, ceil_mode=False, return_indices=False):
    return max_pool1d(input, kernel_size, stride, padding, dilation, ceil_mode, True)


def max_pool2d_with_indices(input, kernel_size, stride=None, padding=0, dilation=1, ceil_mode=False, return_indices=False):
    return max_pool2d(input, kernel_size, stride, padding, dilation, ceil_mode, True)


def max_pool3d_with_indices(input, kernel_size, stride=None, padding=0, dilation=1, ceil_mode=False, return_indices=False):
    return max_pool3d(input, kernel_size, stride, padding, dilation, ceil_mode, True)


def fractional_max_pool2d_with_indices(input, kernel_size, output_size=None, output_ratio=None, return_indices=False, _random_samples=None):
    return fractional_max_pool2d(input, kernel_size, output_size, output_ratio, True, _random_samples)


def fractional_max_pool3d_with_indices(input, kernel_size, output_size=None, output_ratio=None, return_indices=False, _random_samples=None):
    return fractional_max_pool3d(input, kernel_size, output_size, output_ratio, True, _random_samples)


def multi_head_attention_forward(query, key, value, embed_dim_to_check, num_heads, in_proj_weight, in_proj_bias, bias_k, bias_v, add_zero_attn, dropout_p, out_proj_weight,
                                 out_proj_bias, training=True, key_padding_mask=None, need_weights=True, attn_mask=None, use_separate_proj_weight=False, q_proj_weight=None,
                                 k_proj_weight=None, v_proj_weight=None, static_k=None, static_v=None, average_attn_weights=True, is_causal=False):
    output = linear(query, out_proj_weight, out_proj_bias)
    if not need_weights:
        return output, None
    length = key.shape[0] if static_k is None else static_k.shape[1]
    length = length + (bias_k is not None) + bool(add_zero_attn)
    places = [query.shape[0], length] if query.dim() == 2 else [query.shape[1], query.shape[0], length]
    if not average_attn_weights:
        places.insert(query.dim() - 2, num_heads)
    return output, _result('multi_head_attention_forward', [query], places)
