import torch
import torch.nn as nn
import torch.nn.functional as F

def x(*sizes):
    return torch.zeros(sizes)

def ids(*sizes):
    return torch.zeros(sizes, dtype=torch.int64)

def layer(module, *inputs):
    return list(module.named_parameters()), list(module.named_buffers()), module(*inputs)
# ----
layer(nn.Identity(54, unused=True), x(2, 3))

layer(nn.Linear(20, 30), x(128, 20))

layer(nn.Linear(20, 30, bias=False), x(4, 5, 20))

layer(nn.Linear(20, 30), x(128, 21))

layer(nn.Linear(4, 2, dtype=torch.float64), x(3, 4).double())

layer(nn.Bilinear(5, 6, 7), x(4, 5), x(4, 6))

nn.Bilinear(0, 6, 7)

layer(nn.Conv1d(4, 8, 3, padding=1), x(2, 4, 16))

layer(nn.Conv2d(3, 64, 7, stride=2, padding=3, bias=False), x(2, 3, 224, 224))

layer(nn.Conv2d(4, 8, (3, 5), stride=(2, 1), padding=(1, 2), dilation=(1, 2), groups=2), x(2, 4, 20, 21))

layer(nn.Conv2d(3, 8, 3, padding='same', padding_mode='reflect'), x(2, 3, 9, 9))

layer(nn.Conv2d(3, 8, 4, padding='same'), x(2, 3, 9, 9))

layer(nn.Conv2d(3, 8, 4, padding='valid', padding_mode='circular'), x(2, 3, 9, 9))

layer(nn.Conv2d(3, 8, 3, padding=2, padding_mode='circular'), x(2, 3, 9, 9))

layer(nn.Conv2d(3, 8, 3), x(3, 9, 9))

layer(nn.Conv3d(3, 8, 3), x(1, 3, 5, 9, 9))

nn.Conv2d(3, 8, 3, groups=2)

nn.Conv2d(4, 7, 3, groups=2)

nn.Conv2d(4, 8, 3, groups=0)

nn.Conv2d(4, 8, 3, padding='same', stride=2)

layer(nn.Conv2d(3, 8, 3), x(1, 4, 9, 9))

layer(nn.Conv2d(3, 8, 7), x(1, 3, 4, 4))

layer(nn.ConvTranspose1d(4, 8, 3, stride=2), x(2, 4, 10))

layer(nn.ConvTranspose2d(4, 8, 3, stride=2, padding=1, output_padding=1, groups=2), x(2, 4, 10, 10))

layer(nn.ConvTranspose3d(4, 8, 2), x(2, 4, 3, 4, 5))

nn.ConvTranspose2d(4, 8, 3, padding_mode='reflect')

up = nn.ConvTranspose2d(4, 8, 3, stride=2)
up(x(2, 4, 10, 10), output_size=[22, 21])

up = nn.ConvTranspose2d(4, 8, 3, stride=2)
up(x(2, 4, 10, 10), output_size=[23, 21])

layer(nn.LazyLinear(5), x(2, 7))

lazy = nn.LazyConv2d(8, 3)
out = lazy(x(2, 3, 9, 9))
type(lazy).__name__, lazy.in_channels, lazy.weight, out

layer(nn.LazyConvTranspose2d(8, 3), x(2, 3, 9, 9))

lazy = nn.LazyBatchNorm2d()
out = lazy(x(2, 3, 9, 9))
type(lazy).__name__, lazy.num_features, list(lazy.named_parameters()), list(lazy.named_buffers()), out

layer(nn.Flatten(), x(2, 3, 4, 5))

layer(nn.Flatten(0, 1), x(2, 3, 4, 5))

layer(nn.Unflatten(1, (2, 5)), x(2, 10, 3))

nn.Unflatten(1, 10)

layer(nn.MaxPool1d(3, 2), x(2, 3, 11))

layer(nn.MaxPool2d(3, 2, 1, ceil_mode=True), x(2, 3, 112, 112))

layer(nn.MaxPool2d(2, return_indices=True), x(2, 3, 8, 8))

layer(nn.MaxPool3d((1, 2, 2)), x(1, 3, 4, 6, 6))

layer(nn.MaxPool2d(2, padding=2), x(2, 3, 8, 8))

layer(nn.MaxPool2d(9), x(2, 3, 8, 8))

pooled, indices = nn.MaxPool2d(2, return_indices=True)(x(2, 3, 8, 8))
nn.MaxUnpool2d(2)(pooled, indices)

layer(nn.AvgPool1d(3, 2, 1), x(2, 3, 11))

layer(nn.AvgPool2d(3, stride=2, ceil_mode=True, count_include_pad=False), x(2, 3, 10, 10))

layer(nn.AvgPool3d(2), x(1, 3, 4, 6, 6))

layer(nn.LPPool1d(2, 3), x(2, 3, 11))

layer(nn.LPPool2d(2, 3, stride=2), x(2, 3, 11, 11))

layer(nn.AdaptiveAvgPool1d(5), x(2, 3, 11))

layer(nn.AdaptiveAvgPool2d((1, 1)), x(2, 3, 11, 11))

layer(nn.AdaptiveAvgPool2d((None, 7)), x(2, 3, 11, 11))

layer(nn.AdaptiveAvgPool3d(2), x(2, 3, 4, 5, 6))

layer(nn.AdaptiveMaxPool1d(5), x(2, 3, 11))

layer(nn.AdaptiveMaxPool2d(3, return_indices=True), x(2, 3, 11, 11))

layer(nn.AdaptiveMaxPool3d((1, 2, 3)), x(2, 3, 4, 5, 6))

layer(nn.FractionalMaxPool2d(3, output_size=(5, 6)), x(2, 3, 11, 12))

nn.FractionalMaxPool2d(3)

layer(nn.ConstantPad1d(2, 3.5), x(2, 3, 4))

layer(nn.ConstantPad2d((1, 2, 3, 4), 0), x(2, 3, 4, 5))

layer(nn.ConstantPad3d(1, 0), x(2, 3, 4, 5, 6))

layer(nn.ZeroPad1d(1), x(2, 3, 4))

layer(nn.ZeroPad2d((1, 0, 1, 0)), x(2, 3, 4, 5))

layer(nn.ReflectionPad1d(2), x(2, 3, 4))

layer(nn.ReflectionPad2d(3), x(2, 3, 8, 9))

layer(nn.ReflectionPad2d(8), x(2, 3, 8, 9))

layer(nn.ReplicationPad2d((1, 1, 2, 0)), x(2, 3, 8, 9))

layer(nn.ReplicationPad3d(1), x(2, 3, 4, 5, 6))

layer(nn.CircularPad2d(1), x(2, 3, 4, 5))

layer(nn.CircularPad2d(1), x(3, 4))

layer(nn.BatchNorm1d(5), x(4, 5))

layer(nn.BatchNorm1d(5), x(4, 5, 6))

layer(nn.BatchNorm1d(5), x(4, 5, 6, 7))

layer(nn.BatchNorm2d(64), x(2, 64, 8, 8))

layer(nn.BatchNorm2d(64, affine=False), x(2, 64, 8, 8))

layer(nn.BatchNorm2d(64, track_running_stats=False), x(2, 64, 8, 8))

layer(nn.BatchNorm2d(64, momentum=None), x(2, 64, 8, 8))

layer(nn.BatchNorm2d(64, bias=False), x(2, 64, 8, 8))

layer(nn.BatchNorm2d(32), x(2, 64, 8, 8))

layer(nn.BatchNorm2d(64), x(2, 64))

layer(nn.BatchNorm2d(64), x(1, 64, 1, 1))

layer(nn.BatchNorm2d(64).eval(), x(1, 64, 1, 1))

layer(nn.BatchNorm3d(3), x(2, 3, 4, 5, 6))

layer(nn.BatchNorm3d(3), x(3, 4, 5, 6))

layer(nn.SyncBatchNorm(3), x(3))

converted = nn.SyncBatchNorm.convert_sync_batchnorm(nn.Sequential(nn.Conv2d(3, 4, 1), nn.BatchNorm2d(4)))
[type(m).__name__ for m in converted]

layer(nn.InstanceNorm1d(5), x(4, 5, 6))

layer(nn.InstanceNorm2d(5, affine=True), x(4, 5, 6, 7))

layer(nn.InstanceNorm2d(5, affine=True, track_running_stats=True), x(5, 6, 7))

layer(nn.InstanceNorm2d(5, affine=True), x(4, 6, 6, 7))

layer(nn.InstanceNorm2d(5), x(4, 6, 6, 7))

layer(nn.InstanceNorm2d(5), x(4, 6))

layer(nn.InstanceNorm3d(5), x(4, 5, 3, 3, 3))

layer(nn.GroupNorm(3, 6), x(2, 6, 4, 4))

layer(nn.GroupNorm(3, 6, affine=False), x(2, 6, 4, 4))

nn.GroupNorm(3, 64)

layer(nn.GroupNorm(3, 6), x(2, 9, 4, 4))

layer(nn.LayerNorm(32), x(2, 10, 32))

layer(nn.LayerNorm([10, 32], bias=False), x(2, 10, 32))

layer(nn.LayerNorm(32, elementwise_affine=False), x(2, 10, 32))

layer(nn.LayerNorm(64), x(2, 10, 32))

layer(nn.RMSNorm(32), x(2, 10, 32))

layer(nn.LocalResponseNorm(2), x(2, 10, 4, 4))

[layer(make(), x(2, 4, 6)) for make in (nn.ReLU, nn.ReLU6, nn.SiLU, nn.Mish, nn.SELU, nn.Hardswish, nn.Hardsigmoid, nn.Sigmoid, nn.Tanh, nn.LogSigmoid, nn.Softsign, nn.Tanhshrink)]

[layer(make(), x(2, 4, 6)) for make in (nn.Hardtanh, nn.LeakyReLU, nn.ELU, nn.CELU, nn.RReLU, nn.GELU, nn.GLU, nn.Softplus, nn.Softshrink, nn.Hardshrink)]

layer(nn.Threshold(0.1, 20), x(2, 3))

layer(nn.Hardtanh(2, 1), x(2, 3))

layer(nn.PReLU(), x(2, 3, 4))

layer(nn.PReLU(3), x(2, 3, 4))

layer(nn.PReLU(4), x(2, 3, 4))

[layer(make(1), x(2, 4, 6)) for make in (nn.Softmax, nn.LogSoftmax, nn.Softmin)]

layer(nn.Softmax(3), x(2, 4, 6))

layer(nn.Softmax2d(), x(2, 3, 4, 4))

layer(nn.Softmax2d(), x(2, 3))

[layer(make(0.2), x(2, 4, 6)) for make in (nn.Dropout, nn.Dropout1d, nn.AlphaDropout, nn.FeatureAlphaDropout)]

layer(nn.Dropout2d(0.2), x(2, 4, 6, 6))

layer(nn.Dropout3d(0.2, inplace=True), x(2, 4, 6, 6, 6))

nn.Dropout(1.5)

layer(nn.Embedding(10, 3), ids(2, 4))

layer(nn.Embedding(10, 3, padding_idx=-1), ids(2, 4))

nn.Embedding(10, 3, padding_idx=10)

layer(nn.Embedding.from_pretrained(x(7, 5)), ids(2, 4))

nn.Embedding.from_pretrained(x(7, 5)).num_embeddings

nn.Embedding.from_pretrained(x(7))

layer(nn.EmbeddingBag(10, 3, mode='sum'), ids(2, 4))

layer(nn.EmbeddingBag(10, 3), ids(8), ids(2))

layer(nn.Upsample(scale_factor=2), x(2, 3, 5, 6))

layer(nn.Upsample(size=(7, 8), mode='bilinear', align_corners=True), x(2, 3, 5, 6))

layer(nn.Upsample(scale_factor=(2, 3), mode='nearest'), x(2, 3, 5, 6))

layer(nn.UpsamplingNearest2d(scale_factor=2), x(2, 3, 5, 6))

layer(nn.UpsamplingBilinear2d(size=10), x(2, 3, 5, 6))

layer(nn.PixelShuffle(3), x(2, 18, 4, 4))

layer(nn.PixelShuffle(3), x(2, 17, 4, 4))

layer(nn.PixelUnshuffle(2), x(2, 3, 4, 4))

layer(nn.ChannelShuffle(2), x(2, 4, 3, 3))

layer(nn.Unfold((2, 3)), x(2, 5, 3, 4))

layer(nn.Fold((4, 5), (2, 2)), x(1, 12, 12))

layer(nn.CosineSimilarity(), x(4, 5), x(4, 5))

layer(nn.PairwiseDistance(keepdim=True), x(4, 5), x(4, 5))

[make()(x(4, 5), x(4, 5)) for make in (nn.L1Loss, nn.MSELoss, nn.SmoothL1Loss, nn.HuberLoss, nn.KLDivLoss, nn.PoissonNLLLoss, nn.SoftMarginLoss, nn.HingeEmbeddingLoss, nn.MultiLabelSoftMarginLoss, nn.BCEWithLogitsLoss, nn.BCELoss)]

[make(reduction='none')(x(4, 5), x(4, 5)) for make in (nn.L1Loss, nn.MSELoss, nn.SmoothL1Loss, nn.HuberLoss, nn.SoftMarginLoss, nn.BCEWithLogitsLoss)]

nn.MSELoss(False, False)(x(4, 5), x(4, 5))

layer(nn.CrossEntropyLoss(), x(4, 5), ids(4))

layer(nn.CrossEntropyLoss(weight=x(5), reduction='none'), x(4, 5, 6), ids(4, 6))

layer(nn.CrossEntropyLoss(label_smoothing=0.1), x(4, 5), x(4, 5))

layer(nn.CrossEntropyLoss(), x(4, 5), ids(3))

layer(nn.NLLLoss(), x(4, 5), ids(4))

layer(nn.BCELoss(), x(4, 1), x(4))

layer(nn.GaussianNLLLoss(), x(4, 2), x(4, 2), torch.ones(4, 2))

layer(nn.MultiMarginLoss(), x(4, 5), ids(4))

nn.MultiMarginLoss(p=3)

layer(nn.MarginRankingLoss(), x(4), x(4), x(4))

layer(nn.CosineEmbeddingLoss(), x(4, 5), x(4, 5), x(4))

layer(nn.TripletMarginLoss(), x(4, 5), x(4, 5), x(4, 5))

layer(nn.TripletMarginWithDistanceLoss(), x(4, 5), x(4, 5), x(4, 5))

layer(nn.CTCLoss(), x(50, 16, 20), ids(16, 30), torch.full((16,), 50), torch.full((16,), 20))

layer(nn.RNN(10, 20, 2), x(5, 3, 10))

layer(nn.RNN(10, 20, nonlinearity='relu', batch_first=True, bidirectional=True), x(3, 5, 10), x(2, 3, 20))

layer(nn.GRU(10, 20, bias=False), x(5, 10))

layer(nn.LSTM(10, 20, 2, batch_first=True), x(3, 5, 10))

layer(nn.LSTM(10, 20, bidirectional=True, proj_size=5), x(5, 3, 10))

layer(nn.LSTM(10, 20), x(5, 3, 10), (x(1, 3, 20), x(1, 3, 20)))

layer(nn.LSTM(10, 20), x(5, 3, 10), (x(1, 4, 20), x(1, 3, 20)))

layer(nn.LSTM(10, 20), x(5, 3, 11))

layer(nn.LSTM(10, 20), x(5, 3, 10, 1))

layer(nn.GRU(10, 20), x(5, 3, 10), x(2, 3, 20))

nn.LSTM(10, 20, proj_size=20)

nn.RNN(10, 20, nonlinearity='gelu')

layer(nn.RNNCell(10, 20), x(3, 10))

layer(nn.GRUCell(10, 20, bias=False), x(3, 10), x(3, 20))

layer(nn.LSTMCell(10, 20), x(3, 10))

layer(nn.LSTMCell(10, 20), x(10), (x(20), x(20)))

layer(nn.GRUCell(10, 20), x(3, 11))

layer(nn.GRUCell(10, 20), x(3, 10), x(3, 21))

layer(nn.GRUCell(10, 20), x(3, 10), x(4, 20))

layer(nn.GRUCell(10, 20), x(3, 10, 1))

layer(nn.MultiheadAttention(8, 2), x(5, 3, 8), x(6, 3, 8), x(6, 3, 8))

layer(nn.MultiheadAttention(8, 2, batch_first=True, bias=False), x(3, 5, 8), x(3, 5, 8), x(3, 5, 8))

layer(nn.MultiheadAttention(8, 2, kdim=4, vdim=6, add_bias_kv=True), x(5, 3, 8), x(6, 3, 4), x(6, 3, 6))

nn.MultiheadAttention(8, 2, add_zero_attn=True)(x(5, 8), x(6, 8), x(6, 8), average_attn_weights=False)

nn.MultiheadAttention(8, 2)(x(5, 3, 8), x(6, 3, 8), x(6, 3, 8), need_weights=False)

nn.MultiheadAttention(8, 3)

nn.MultiheadAttention(8, 2)(x(5, 3, 6), x(5, 3, 6), x(5, 3, 6))

nn.MultiheadAttention(8, 2)(x(5, 3, 8), x(6, 3, 8), x(7, 3, 8))

nn.MultiheadAttention(8, 2)(x(5, 3, 8), x(5, 3, 8), x(5, 3, 8), attn_mask=x(4, 5))

nn.MultiheadAttention(8, 2)(x(5, 3, 8), x(5, 8), x(5, 8))

layer(nn.TransformerEncoderLayer(8, 2, 16), x(5, 3, 8))

layer(nn.TransformerEncoderLayer(8, 2, 16, activation='gelu', batch_first=True, norm_first=True), x(3, 5, 8))

layer(nn.TransformerDecoderLayer(8, 2, 16), x(5, 3, 8), x(6, 3, 8))

layer(nn.TransformerEncoder(nn.TransformerEncoderLayer(8, 2, 16), 2, nn.LayerNorm(8)), x(5, 3, 8))

layer(nn.Transformer(8, 2, 1, 1, 16), x(5, 3, 8), x(6, 3, 8))

nn.Transformer(8, 2, 1, 1, 16)(x(5, 3, 8), x(6, 4, 8))

nn.Transformer.generate_square_subsequent_mask(4)

layer(nn.AdaptiveLogSoftmaxWithLoss(16, 20, [5, 10, 15]), x(4, 16), ids(4))
