"""torchvision.models.vision_transformer."""
from collections import OrderedDict, namedtuple
from functools import partial
import torch
from torch import nn
from torchvision.models._api import fixed, named, trained
from torchvision.ops import MLP, Conv2dNormActivation

ConvStemConfig = namedtuple('ConvStemConfig', ['out_channels', 'kernel_size', 'stride', 'norm_layer', 'activation_layer'], defaults=[nn.BatchNorm2d, nn.ReLU])
_norm = partial(nn.LayerNorm, eps=1e-6)


class MLPBlock(MLP):
    def __init__(self, in_dim, mlp_dim, dropout):
        super().__init__(in_dim, [mlp_dim, in_dim], activation_layer=nn.GELU, inplace=None, dropout=dropout)


class EncoderBlock(nn.Module):
    def __init__(self, num_heads, hidden_dim, mlp_dim, dropout, attention_dropout, norm_layer=_norm):
        super().__init__()
        self.num_heads = num_heads
        self.ln_1 = norm_layer(hidden_dim)
        self.self_attention = nn.MultiheadAttention(hidden_dim, num_heads, dropout=attention_dropout, batch_first=True)
        self.dropout = nn.Dropout(dropout)
        self.ln_2 = norm_layer(hidden_dim)
        self.mlp = MLPBlock(hidden_dim, mlp_dim, dropout)

    def forward(self, input):
        x = self.ln_1(input)
        x, _ = self.self_attention(x, x, x, need_weights=False)
        x = self.dropout(x) + input
        return x + self.mlp(self.ln_2(x))


class Encoder(nn.Module):
    def __init__(self, seq_length, num_layers, num_heads, hidden_dim, mlp_dim, dropout, attention_dropout, norm_layer=_norm):
        super().__init__()
        self.pos_embedding = nn.Parameter(torch.empty(1, seq_length, hidden_dim))
        self.dropout = nn.Dropout(dropout)
        self.layers = nn.Sequential(OrderedDict(
            (f'encoder_layer_{i}', EncoderBlock(num_heads, hidden_dim, mlp_dim, dropout, attention_dropout, norm_layer)) for i in range(num_layers)))
        self.ln = norm_layer(hidden_dim)

    def forward(self, input):
        return self.ln(self.layers(self.dropout(input + self.pos_embedding)))


class VisionTransformer(nn.Module):
    def __init__(self, image_size, patch_size, num_layers, num_heads, hidden_dim, mlp_dim, dropout=0.0, attention_dropout=0.0, num_classes=1000,
                 representation_size=None, norm_layer=_norm, conv_stem_configs=None):
        super().__init__()
        assert image_size % patch_size == 0, 'Input shape indivisible by patch size!'
        self.image_size = image_size
        self.patch_size = patch_size
        self.hidden_dim = hidden_dim
        self.mlp_dim = mlp_dim
        self.attention_dropout = attention_dropout
        self.dropout = dropout
        self.num_classes = num_classes
        self.representation_size = representation_size
        self.norm_layer = norm_layer
        if conv_stem_configs is None:
            self.conv_proj = nn.Conv2d(3, hidden_dim, patch_size, patch_size)
        else:
            self.conv_proj = nn.Sequential()
            width = 3
            for i, stem in enumerate(conv_stem_configs):
                self.conv_proj.add_module(f'conv_bn_relu_{i}', Conv2dNormActivation(
                    width, stem.out_channels, stem.kernel_size, stem.stride, norm_layer=stem.norm_layer, activation_layer=stem.activation_layer))
                width = stem.out_channels
            self.conv_proj.add_module('conv_last', nn.Conv2d(width, hidden_dim, 1))
        self.class_token = nn.Parameter(torch.zeros(1, 1, hidden_dim))
        self.seq_length = (image_size // patch_size) ** 2 + 1
        self.encoder = Encoder(self.seq_length, num_layers, num_heads, hidden_dim, mlp_dim, dropout, attention_dropout, norm_layer)
        heads = OrderedDict()
        if representation_size is not None:
            heads['pre_logits'] = nn.Linear(hidden_dim, representation_size)
            heads['act'] = nn.Tanh()
        heads['head'] = nn.Linear(hidden_dim if representation_size is None else representation_size, num_classes)
        self.heads = nn.Sequential(heads)

    def _process_input(self, x):
        n, _, height, width = x.shape
        for side, size in (('height', height), ('width', width)):
            if size != self.image_size:
                _refuse('shape/arguments', f'Wrong image {side}! Expected {self.image_size} but got {size}!', 'AssertionError')
        rows, columns = height // self.patch_size, width // self.patch_size
        return self.conv_proj(x).reshape(n, self.hidden_dim, rows * columns).permute(0, 2, 1)

    def forward(self, x):
        x = self._process_input(x)
        x = torch.cat([self.class_token.expand(x.shape[0], -1, -1), x], 1)
        return self.heads(self.encoder(x)[:, 0])


def _factory(patch_size, num_layers, num_heads, hidden_dim, trained_size):
    """`trained_size`: of the images for the weights that were trained end to end."""
    def make(weights=None, progress=True, *, pretrained=None, **kwargs):
        weights = trained(weights, pretrained, kwargs)
        if weights is not None:
            name = weights if isinstance(weights, str) else getattr(weights, 'name', '')
            whole = 'SWAG_E2E' in name or (name == 'DEFAULT' and patch_size == 14)
            size = trained_size if whole else 224
            fixed(kwargs, 'image_size', size)
            kwargs['image_size'] = size
        model = VisionTransformer(kwargs.pop('image_size', 224), patch_size, num_layers, num_heads, hidden_dim, 4 * hidden_dim, **kwargs)
        if weights is not None:
            model.load_state_dict({})
        return model
    return make


vit_b_16, vit_b_32 = _factory(16, 12, 12, 768, 384), _factory(32, 12, 12, 768, 224)
vit_l_16, vit_l_32 = _factory(16, 24, 16, 1024, 512), _factory(32, 24, 16, 1024, 224)
vit_h_14 = _factory(14, 32, 16, 1280, 518)
__getattr__ = named
