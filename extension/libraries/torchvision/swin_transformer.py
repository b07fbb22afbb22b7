"""torchvision.models.swin_transformer."""
from functools import partial
import torch
import torch.nn.functional as F
from torch import nn
from torchvision.models._api import factory, named
from torchvision.ops import MLP, Permute, StochasticDepth


def _quarters(x):
    """Each square of four places as one, its channels side by side."""
    height, width, _ = x.shape[-3:]
    x = F.pad(x, (0, 0, 0, width % 2, 0, height % 2))
    return torch.cat([x[..., row::2, column::2, :] for column in (0, 1) for row in (0, 1)], -1)


class PatchMerging(nn.Module):
    def __init__(self, dim, norm_layer=nn.LayerNorm):
        super().__init__()
        self.dim = dim
        self.reduction = nn.Linear(4 * dim, 2 * dim, bias=False)
        self.norm = norm_layer(4 * dim)

    def forward(self, x):
        return self.reduction(self.norm(_quarters(x)))


class PatchMergingV2(nn.Module):
    def __init__(self, dim, norm_layer=nn.LayerNorm):
        super().__init__()
        self.dim = dim
        self.reduction = nn.Linear(4 * dim, 2 * dim, bias=False)
        self.norm = norm_layer(2 * dim)

    def forward(self, x):
        return self.norm(self.reduction(_quarters(x)))


class ShiftedWindowAttention(nn.Module):
    def __init__(self, dim, window_size, shift_size, num_heads, qkv_bias=True, proj_bias=True, attention_dropout=0.0, dropout=0.0):
        super().__init__()
        if len(window_size) != 2 or len(shift_size) != 2:
            raise ValueError('window_size and shift_size must be of length 2')
        self.window_size = window_size
        self.shift_size = shift_size
        self.num_heads = num_heads
        self.attention_dropout = attention_dropout
        self.dropout = dropout
        self.qkv = nn.Linear(dim, 3 * dim, bias=qkv_bias)
        self.proj = nn.Linear(dim, dim, bias=proj_bias)
        self.define_relative_position_bias_table()
        self.define_relative_position_index()

    def _spans(self):
        return [2 * size - 1 for size in self.window_size]

    def _places(self):
        return self.window_size[0] * self.window_size[1]

    def define_relative_position_bias_table(self):
        rows, columns = self._spans()
        self.relative_position_bias_table = nn.Parameter(torch.zeros(rows * columns, self.num_heads))

    def define_relative_position_index(self):
        self.register_buffer('relative_position_index', torch.zeros(self._places() ** 2, dtype=torch.int64))

    def _bias(self, table):
        places = self._places()
        return table[self.relative_position_index].view(places, places, -1).permute(2, 0, 1).unsqueeze(0)

    def get_relative_position_bias(self):
        return self._bias(self.relative_position_bias_table)

    def _scores(self, q, k):
        return (q * q.shape[-1] ** -0.5) @ k.transpose(-2, -1)

    def forward(self, x):
        n, height, width, channels = x.shape
        down, right = self.window_size
        padded = F.pad(x, (0, 0, 0, -width % right, 0, -height % down))
        rows, columns = padded.shape[1] // down, padded.shape[2] // right
        windows = padded.view(n, rows, down, columns, right, channels).permute(0, 1, 3, 2, 4, 5).reshape(n * rows * columns, down * right, channels)
        qkv = self.qkv(windows).reshape(windows.shape[0], down * right, 3, self.num_heads, channels // self.num_heads).permute(2, 0, 3, 1, 4)
        scores = self._scores(qkv[0], qkv[1]) + self.get_relative_position_bias()
        scores = F.dropout(F.softmax(scores, dim=-1), self.attention_dropout, self.training)
        out = self.proj((scores @ qkv[2]).transpose(1, 2).reshape(windows.shape))
        out = F.dropout(out, self.dropout, self.training)
        out = out.view(n, rows, columns, down, right, channels).permute(0, 1, 3, 2, 4, 5).reshape(padded.shape)
        return out[:, :height, :width, :].contiguous()


class ShiftedWindowAttentionV2(ShiftedWindowAttention):
    def __init__(self, dim, window_size, shift_size, num_heads, qkv_bias=True, proj_bias=True, attention_dropout=0.0, dropout=0.0):
        super().__init__(dim, window_size, shift_size, num_heads, qkv_bias, proj_bias, attention_dropout, dropout)
        self.logit_scale = nn.Parameter(torch.ones(num_heads, 1, 1))
        self.cpb_mlp = nn.Sequential(nn.Linear(2, 512), nn.ReLU(True), nn.Linear(512, num_heads, bias=False))

    def define_relative_position_bias_table(self):
        self.register_buffer('relative_coords_table', torch.zeros(1, *self._spans(), 2))

    def get_relative_position_bias(self):
        return 16 * torch.sigmoid(self._bias(self.cpb_mlp(self.relative_coords_table).view(-1, self.num_heads)))

    def _scores(self, q, k):
        return F.normalize(q, dim=-1) @ F.normalize(k, dim=-1).transpose(-2, -1) * self.logit_scale.exp()


class SwinTransformerBlock(nn.Module):
    def __init__(self, dim, num_heads, window_size, shift_size, mlp_ratio=4.0, dropout=0.0, attention_dropout=0.0, stochastic_depth_prob=0.0,
                 norm_layer=nn.LayerNorm, attn_layer=ShiftedWindowAttention):
        super().__init__()
        self.norm1 = norm_layer(dim)
        self.attn = attn_layer(dim, window_size, shift_size, num_heads, attention_dropout=attention_dropout, dropout=dropout)
        self.stochastic_depth = StochasticDepth(stochastic_depth_prob, 'row')
        self.norm2 = norm_layer(dim)
        self.mlp = MLP(dim, [int(dim * mlp_ratio), dim], activation_layer=nn.GELU, inplace=None, dropout=dropout)

    def forward(self, x):
        x = x + self.stochastic_depth(self.attn(self.norm1(x)))
        return x + self.stochastic_depth(self.mlp(self.norm2(x)))


class SwinTransformerBlockV2(SwinTransformerBlock):
    def __init__(self, dim, num_heads, window_size, shift_size, mlp_ratio=4.0, dropout=0.0, attention_dropout=0.0, stochastic_depth_prob=0.0,
                 norm_layer=nn.LayerNorm, attn_layer=ShiftedWindowAttentionV2):
        super().__init__(dim, num_heads, window_size, shift_size, mlp_ratio, dropout, attention_dropout, stochastic_depth_prob, norm_layer, attn_layer)

    def forward(self, x):
        x = x + self.stochastic_depth(self.norm1(self.attn(x)))
        return x + self.stochastic_depth(self.norm2(self.mlp(x)))


class SwinTransformer(nn.Module):
    def __init__(self, patch_size, embed_dim, depths, num_heads, window_size, mlp_ratio=4.0, dropout=0.0, attention_dropout=0.0,
                 stochastic_depth_prob=0.1, num_classes=1000, norm_layer=None, block=None, downsample_layer=PatchMerging):
        super().__init__()
        self.num_classes = num_classes
        norm_layer = norm_layer or partial(nn.LayerNorm, eps=1e-5)
        layers = [nn.Sequential(nn.Conv2d(3, embed_dim, tuple(patch_size), tuple(patch_size)), Permute([0, 2, 3, 1]), norm_layer(embed_dim))]
        made = 0
        for i, (depth, heads) in enumerate(zip(depths, num_heads)):
            if i > 0:
                layers.append(downsample_layer(embed_dim * 2 ** (i - 1), norm_layer))
            stage = []
            for place in range(depth):
                stage.append((block or SwinTransformerBlock)(
                    embed_dim * 2 ** i, heads, window_size, [size // 2 if place % 2 else 0 for size in window_size], mlp_ratio, dropout,
                    attention_dropout, stochastic_depth_prob * made / (sum(depths) - 1), norm_layer))
                made += 1
            layers.append(nn.Sequential(*stage))
        self.features = nn.Sequential(*layers)
        width = embed_dim * 2 ** (len(depths) - 1)
        self.norm = norm_layer(width)
        self.permute = Permute([0, 3, 1, 2])
        self.avgpool = nn.AdaptiveAvgPool2d(1)
        self.flatten = nn.Flatten(1)
        self.head = nn.Linear(width, num_classes)

    def forward(self, x):
        return self.head(self.flatten(self.avgpool(self.permute(self.norm(self.features(x))))))


_v1 = {'window_size': [7, 7]}
_v2 = {'window_size': [8, 8], 'block': SwinTransformerBlockV2, 'downsample_layer': PatchMergingV2}
_tiny = [4, 4], 96, [2, 2, 6, 2], [3, 6, 12, 24]
_small = [4, 4], 96, [2, 2, 18, 2], [3, 6, 12, 24]
_base = [4, 4], 128, [2, 2, 18, 2], [4, 8, 16, 32]
swin_t, swin_v2_t = factory(SwinTransformer, *_tiny, stochastic_depth_prob=0.2, **_v1), factory(SwinTransformer, *_tiny, stochastic_depth_prob=0.2, **_v2)
swin_s, swin_v2_s = factory(SwinTransformer, *_small, stochastic_depth_prob=0.3, **_v1), factory(SwinTransformer, *_small, stochastic_depth_prob=0.3, **_v2)
swin_b, swin_v2_b = factory(SwinTransformer, *_base, stochastic_depth_prob=0.5, **_v1), factory(SwinTransformer, *_base, stochastic_depth_prob=0.5, **_v2)
__getattr__ = named
