"""Audio: a WaveNet stack with dilations and gates, a Conv-TasNet separator, a Whisper-like encoder with a decoder, spectrogram losses."""
import math

import torch
import torch.nn as nn
import torch.nn.functional as F
from torch import Tensor
from torch.nn.utils import remove_weight_norm, weight_norm


class CausalConv1d(nn.Conv1d):
    def __init__(self, in_channels, out_channels, kernel_size, stride=1, dilation=1, groups=1, bias=True):
        self.__padding = (kernel_size - 1) * dilation
        super(CausalConv1d, self).__init__(in_channels, out_channels, kernel_size=kernel_size, stride=stride,
                                           padding=self.__padding, dilation=dilation, groups=groups, bias=bias)

    def forward(self, input):
        result = super(CausalConv1d, self).forward(input)
        if self.__padding != 0:
            return result[:, :, :-self.__padding]
        return result


class ResidualBlock(nn.Module):
    def __init__(self, residual, skip, dilation, cond=8):
        super().__init__()
        self.dilated = weight_norm(CausalConv1d(residual, 2 * residual, 2, dilation=dilation))
        self.cond = nn.Conv1d(cond, 2 * residual, 1)
        self.res = nn.Conv1d(residual, residual, 1)
        self.skip = nn.Conv1d(residual, skip, 1)

    def forward(self, x, c):
        h = self.dilated(x) + self.cond(c)
        a, b = h.chunk(2, dim=1)
        h = torch.tanh(a) * torch.sigmoid(b)
        return (self.res(h) + x) * math.sqrt(0.5), self.skip(h)


class WaveNet(nn.Module):
    def __init__(self, layers=3, stacks=2, classes=64, residual=16, skip=24, upsample_scales=(4, 4)):
        super().__init__()
        self.first = CausalConv1d(classes, residual, 1)
        self.blocks = nn.ModuleList([ResidualBlock(residual, skip, 2 ** i) for _ in range(stacks) for i in range(layers)])
        self.upsample = nn.ModuleList()
        for s in upsample_scales:
            self.upsample.append(weight_norm(nn.ConvTranspose2d(1, 1, (3, s), padding=(1, 0), stride=(1, s))))
        self.last = nn.Sequential(nn.ReLU(), nn.Conv1d(skip, skip, 1), nn.ReLU(), nn.Conv1d(skip, classes, 1))

    def forward(self, x, mel):
        c = mel.unsqueeze(1)
        for up in self.upsample:
            c = F.leaky_relu(up(c), 0.4)
        c = c.squeeze(1)
        assert c.size(-1) == x.size(-1)
        x = self.first(x)
        skips = 0
        for block in self.blocks:
            x, s = block(x, c)
            skips = skips + s
        return self.last(skips * math.sqrt(1.0 / len(self.blocks)))


class GlobalLayerNorm(nn.Module):
    def __init__(self, channel_size):
        super().__init__()
        self.gamma = nn.Parameter(torch.Tensor(1, channel_size, 1))
        self.beta = nn.Parameter(torch.Tensor(1, channel_size, 1))

    def forward(self, y):
        mean = y.mean(dim=1, keepdim=True).mean(dim=2, keepdim=True)
        var = (torch.pow(y - mean, 2)).mean(dim=1, keepdim=True).mean(dim=2, keepdim=True)
        return self.gamma * (y - mean) / torch.pow(var + 1e-8, 0.5) + self.beta


class TasNet(nn.Module):
    def __init__(self, N=32, L=16, B=16, H=32, P=3, X=3, R=2, C=2):
        super().__init__()
        self.N, self.C, self.L = N, C, L
        self.encoder = nn.Conv1d(1, N, kernel_size=L, stride=L // 2, bias=False)
        repeats = []
        for r in range(R):
            blocks = []
            for x in range(X):
                dilation = 2 ** x
                blocks += [nn.Sequential(
                    nn.Conv1d(B, H, 1, bias=False), nn.PReLU(), GlobalLayerNorm(H),
                    nn.Conv1d(H, H, P, padding=(P - 1) * dilation // 2, dilation=dilation, groups=H, bias=False), nn.PReLU(), GlobalLayerNorm(H),
                    nn.Conv1d(H, B, 1, bias=False))]
            repeats += [nn.Sequential(*blocks)]
        self.separator = nn.Sequential(GlobalLayerNorm(N), nn.Conv1d(N, B, 1), nn.Sequential(*repeats), nn.Conv1d(B, C * N, 1, bias=False))
        self.basis_signals = nn.Linear(N, L, bias=False)

    def forward(self, mixture):
        w = F.relu(self.encoder(mixture.unsqueeze(1)))
        M, N, K = w.size()
        score = self.separator(w).view(M, self.C, N, K)
        mask = F.relu(score)
        source_w = torch.unsqueeze(w, 1) * mask
        source_w = torch.transpose(source_w, 2, 3)
        est_source = self.basis_signals(source_w)
        est_source = overlap_and_add(est_source, self.L // 2)
        T_origin = mixture.size(-1)
        T_conv = est_source.size(-1)
        return F.pad(est_source, (0, T_origin - T_conv))


def overlap_and_add(signal, frame_step):
    outer_dimensions = signal.size()[:-2]
    frames, frame_length = signal.size()[-2:]
    subframe_length = math.gcd(frame_length, frame_step)
    subframe_step = frame_step // subframe_length
    subframes_per_frame = frame_length // subframe_length
    output_size = frame_step * (frames - 1) + frame_length
    output_subframes = output_size // subframe_length
    subframe_signal = signal.view(*outer_dimensions, -1, subframe_length)
    frame = torch.arange(0, output_subframes).unfold(0, subframes_per_frame, subframe_step)
    frame = frame.contiguous().view(-1)
    result = signal.new_zeros(*outer_dimensions, output_subframes, subframe_length)
    result.index_add_(-2, frame, subframe_signal)
    return result.view(*outer_dimensions, -1)


def sinusoids(length, channels, max_timescale=10000):
    assert channels % 2 == 0
    log_timescale_increment = math.log(max_timescale) / (channels // 2 - 1)
    inv_timescales = torch.exp(-log_timescale_increment * torch.arange(channels // 2))
    scaled_time = torch.arange(length)[:, None] * inv_timescales[None, :]
    return torch.cat([torch.sin(scaled_time), torch.cos(scaled_time)], dim=1)


class MultiHeadAttention(nn.Module):
    def __init__(self, n_state: int, n_head: int):
        super().__init__()
        self.n_head = n_head
        self.query = nn.Linear(n_state, n_state)
        self.key = nn.Linear(n_state, n_state, bias=False)
        self.value = nn.Linear(n_state, n_state)
        self.out = nn.Linear(n_state, n_state)

    def forward(self, x: Tensor, xa=None, mask=None, kv_cache=None):
        q = self.query(x)
        if kv_cache is None or xa is None or self.key not in kv_cache:
            k = self.key(x if xa is None else xa)
            v = self.value(x if xa is None else xa)
        else:
            k = kv_cache[self.key]
            v = kv_cache[self.value]
        wv, qk = self.qkv_attention(q, k, v, mask)
        return self.out(wv), qk

    def qkv_attention(self, q: Tensor, k: Tensor, v: Tensor, mask=None):
        n_batch, n_ctx, n_state = q.shape
        scale = (n_state // self.n_head) ** -0.25
        q = q.view(*q.shape[:2], self.n_head, -1).permute(0, 2, 1, 3) * scale
        k = k.view(*k.shape[:2], self.n_head, -1).permute(0, 2, 3, 1) * scale
        v = v.view(*v.shape[:2], self.n_head, -1).permute(0, 2, 1, 3)
        qk = q @ k
        if mask is not None:
            qk = qk + mask[:n_ctx, :n_ctx]
        qk = qk.float()
        w = F.softmax(qk, dim=-1).to(q.dtype)
        return (w @ v).permute(0, 2, 1, 3).flatten(start_dim=2), qk.detach()


class ResidualAttentionBlock(nn.Module):
    def __init__(self, n_state: int, n_head: int, cross_attention: bool = False):
        super().__init__()
        self.attn = MultiHeadAttention(n_state, n_head)
        self.attn_ln = nn.LayerNorm(n_state)
        self.cross_attn = MultiHeadAttention(n_state, n_head) if cross_attention else None
        self.cross_attn_ln = nn.LayerNorm(n_state) if cross_attention else None
        n_mlp = n_state * 4
        self.mlp = nn.Sequential(nn.Linear(n_state, n_mlp), nn.GELU(), nn.Linear(n_mlp, n_state))
        self.mlp_ln = nn.LayerNorm(n_state)

    def forward(self, x, xa=None, mask=None, kv_cache=None):
        x = x + self.attn(self.attn_ln(x), mask=mask, kv_cache=kv_cache)[0]
        if self.cross_attn:
            x = x + self.cross_attn(self.cross_attn_ln(x), xa, kv_cache=kv_cache)[0]
        x = x + self.mlp(self.mlp_ln(x))
        return x


class AudioEncoder(nn.Module):
    def __init__(self, n_mels, n_ctx, n_state, n_head, n_layer):
        super().__init__()
        self.conv1 = nn.Conv1d(n_mels, n_state, kernel_size=3, padding=1)
        self.conv2 = nn.Conv1d(n_state, n_state, kernel_size=3, stride=2, padding=1)
        self.register_buffer("positional_embedding", sinusoids(n_ctx, n_state))
        self.blocks = nn.ModuleList([ResidualAttentionBlock(n_state, n_head) for _ in range(n_layer)])
        self.ln_post = nn.LayerNorm(n_state)

    def forward(self, x):
        x = F.gelu(self.conv1(x))
        x = F.gelu(self.conv2(x))
        x = x.permute(0, 2, 1)
        assert x.shape[1:] == self.positional_embedding.shape, "incorrect audio shape"
        x = (x + self.positional_embedding).to(x.dtype)
        for block in self.blocks:
            x = block(x)
        return self.ln_post(x)


class TextDecoder(nn.Module):
    def __init__(self, n_vocab, n_ctx, n_state, n_head, n_layer):
        super().__init__()
        self.token_embedding = nn.Embedding(n_vocab, n_state)
        self.positional_embedding = nn.Parameter(torch.empty(n_ctx, n_state))
        self.blocks = nn.ModuleList([ResidualAttentionBlock(n_state, n_head, cross_attention=True) for _ in range(n_layer)])
        self.ln = nn.LayerNorm(n_state)
        mask = torch.empty(n_ctx, n_ctx).fill_(-float('inf')).triu_(1)
        self.register_buffer("mask", mask, persistent=False)

    def forward(self, x, xa, kv_cache=None):
        offset = next(iter(kv_cache.values())).shape[1] if kv_cache else 0
        x = self.token_embedding(x) + self.positional_embedding[offset: offset + x.shape[-1]]
        x = x.to(xa.dtype)
        for block in self.blocks:
            x = block(x, xa, mask=self.mask, kv_cache=kv_cache)
        x = self.ln(x)
        logits = (x @ torch.transpose(self.token_embedding.weight.to(x.dtype), 0, 1)).float()
        return logits


def stft_loss(x, y, n_fft=128, hop=32):
    window = torch.hann_window(n_fft)
    X = torch.stft(x, n_fft, hop, window=window, return_complex=True).abs()
    Y = torch.view_as_real(torch.stft(y, n_fft, hop, window=window, return_complex=True)).pow(2).sum(-1).sqrt()
    converge = torch.norm(Y - X, p='fro') / torch.norm(Y, p='fro')
    return converge + F.l1_loss(torch.log(X + 1e-7), torch.log(Y + 1e-7))


net = WaveNet()
wave = net(torch.randn(2, 64, 160), torch.randn(2, 8, 10))
sources = TasNet()(torch.randn(3, 800))
loss = stft_loss(sources[:, 0], sources[:, 1])
encoder = AudioEncoder(80, 50, 32, 4, 2)
decoder = TextDecoder(100, 24, 32, 4, 2)
logits = decoder(torch.randint(0, 100, (2, 12)), encoder(torch.randn(2, 80, 100)))
for block in net.blocks:
    remove_weight_norm(block.dilated)
