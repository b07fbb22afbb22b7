"""A model zoo: a registry, configurations as dictionaries, blocks by name, a builder that reads a list of layers, exponential averages."""
import copy
import warnings
from collections import OrderedDict
from types import SimpleNamespace

import torch
import torch.nn as nn
import torch.nn.functional as F


class Registry:
    def __init__(self, name):
        self._name = name
        self._module_dict = dict()

    def __len__(self):
        return len(self._module_dict)

    def __contains__(self, key):
        return self.get(key) is not None

    def get(self, key):
        return self._module_dict.get(key, None)

    def _register_module(self, module_class, module_name=None, force=False):
        if module_name is None:
            module_name = module_class.__name__
        if not force and module_name in self._module_dict:
            raise KeyError(f'{module_name} is already registered in {self._name}')
        self._module_dict[module_name] = module_class

    def register_module(self, name=None, force=False, module=None):
        if module is not None:
            self._register_module(module_class=module, module_name=name, force=force)
            return module

        def _register(cls):
            self._register_module(module_class=cls, module_name=name, force=force)
            return cls
        return _register

    def build(self, cfg, default_args=None):
        if not isinstance(cfg, dict):
            raise TypeError(f'cfg must be a dict, but got {type(cfg)}')
        if 'type' not in cfg:
            raise KeyError(f'`cfg` must contain the key "type", but got {cfg}')
        args = cfg.copy()
        if default_args is not None:
            for name, value in default_args.items():
                args.setdefault(name, value)
        obj_type = args.pop('type')
        if isinstance(obj_type, str):
            obj_cls = self.get(obj_type)
            if obj_cls is None:
                raise KeyError(f'{obj_type} is not in the {self._name} registry')
        else:
            obj_cls = obj_type
        return obj_cls(**args)


BACKBONES = Registry('backbone')
NECKS = Registry('neck')
HEADS = Registry('head')
CONV_LAYERS = {'Conv2d': nn.Conv2d, 'Conv': nn.Conv2d, None: nn.Conv2d}
NORM_LAYERS = {'BN': ('bn', nn.BatchNorm2d), 'GN': ('gn', nn.GroupNorm), 'IN': ('in', nn.InstanceNorm2d)}


def build_norm_layer(cfg, num_features, postfix=''):
    cfg_ = cfg.copy()
    layer_type = cfg_.pop('type')
    if layer_type not in NORM_LAYERS:
        raise KeyError(f'Unrecognized norm type {layer_type}')
    abbr, norm_layer = NORM_LAYERS[layer_type]
    name = abbr + str(postfix)
    requires_grad = cfg_.pop('requires_grad', True)
    cfg_.setdefault('eps', 1e-5)
    if layer_type != 'GN':
        layer = norm_layer(num_features, **cfg_)
    else:
        assert 'num_groups' in cfg_
        layer = norm_layer(num_channels=num_features, **cfg_)
    for param in layer.parameters():
        param.requires_grad = requires_grad
    return name, layer


class ConvModule(nn.Module):
    def __init__(self, in_channels, out_channels, kernel_size, stride=1, padding=0, conv_cfg=None, norm_cfg=None,
                 act_cfg=dict(type='ReLU'), inplace=True, order=('conv', 'norm', 'act')):
        super().__init__()
        self.order = order
        self.with_norm = norm_cfg is not None
        self.with_activation = act_cfg is not None
        bias = not self.with_norm
        self.conv = CONV_LAYERS[conv_cfg['type'] if conv_cfg else None](in_channels, out_channels, kernel_size, stride=stride, padding=padding, bias=bias)
        if self.with_norm:
            norm_channels = out_channels if order.index('norm') > order.index('conv') else in_channels
            self.norm_name, norm = build_norm_layer(norm_cfg, norm_channels)
            self.add_module(self.norm_name, norm)
        if self.with_activation:
            act_cfg_ = act_cfg.copy()
            act_type = act_cfg_.pop('type')
            if act_type not in ['Tanh', 'PReLU', 'Sigmoid']:
                act_cfg_.setdefault('inplace', inplace)
            self.activate = getattr(nn, act_type)(**act_cfg_)

    @property
    def norm(self):
        return getattr(self, self.norm_name)

    def forward(self, x, activate=True, norm=True):
        for layer in self.order:
            if layer == 'conv':
                x = self.conv(x)
            elif layer == 'norm' and norm and self.with_norm:
                x = self.norm(x)
            elif layer == 'act' and activate and self.with_activation:
                x = self.activate(x)
        return x


@BACKBONES.register_module()
class TinyNet(nn.Module):
    arch_settings = {10: (1, 1), 14: (2, 2)}

    def __init__(self, depth, base_channels=16, out_indices=(0, 1), norm_cfg=dict(type='BN', requires_grad=True), frozen_stages=-1):
        super().__init__()
        if depth not in self.arch_settings:
            raise KeyError(f'invalid depth {depth}')
        self.out_indices = out_indices
        self.frozen_stages = frozen_stages
        self.stem = ConvModule(3, base_channels, 3, stride=2, padding=1, norm_cfg=norm_cfg)
        self.res_layers = []
        in_channels = base_channels
        for i, num_blocks in enumerate(self.arch_settings[depth]):
            planes = base_channels * 2 ** (i + 1)
            layer = nn.Sequential(
                ConvModule(in_channels, planes, 3, stride=2, padding=1, norm_cfg=norm_cfg),
                *[ConvModule(planes, planes, 3, padding=1, norm_cfg=norm_cfg, act_cfg=dict(type='LeakyReLU', negative_slope=0.1)) for _ in range(num_blocks)])
            layer_name = f'layer{i + 1}'
            self.add_module(layer_name, layer)
            self.res_layers.append(layer_name)
            in_channels = planes
        self._freeze_stages()

    def _freeze_stages(self):
        if self.frozen_stages >= 0:
            for m in (self.stem,):
                m.eval()
                for param in m.parameters():
                    param.requires_grad = False

    def forward(self, x):
        x = self.stem(x)
        outs = []
        for i, layer_name in enumerate(self.res_layers):
            res_layer = getattr(self, layer_name)
            x = res_layer(x)
            if i in self.out_indices:
                outs.append(x)
        return tuple(outs)

    def train(self, mode=True):
        super(TinyNet, self).train(mode)
        self._freeze_stages()


@NECKS.register_module()
class FPN(nn.Module):
    def __init__(self, in_channels, out_channels, num_outs, norm_cfg=None):
        super().__init__()
        assert isinstance(in_channels, list)
        self.lateral_convs = nn.ModuleList()
        self.fpn_convs = nn.ModuleList()
        for channels in in_channels:
            self.lateral_convs.append(ConvModule(channels, out_channels, 1, norm_cfg=norm_cfg, act_cfg=None, inplace=False))
            self.fpn_convs.append(ConvModule(out_channels, out_channels, 3, padding=1, norm_cfg=norm_cfg, act_cfg=None))
        self.num_outs = num_outs

    def forward(self, inputs):
        laterals = [lateral_conv(inputs[i]) for i, lateral_conv in enumerate(self.lateral_convs)]
        for i in range(len(laterals) - 1, 0, -1):
            laterals[i - 1] += F.interpolate(laterals[i], size=laterals[i - 1].shape[2:], mode='nearest')
        outs = [self.fpn_convs[i](laterals[i]) for i in range(len(laterals))]
        for _ in range(self.num_outs - len(outs)):
            outs.append(F.max_pool2d(outs[-1], 1, stride=2))
        return tuple(outs)


@HEADS.register_module(name='AnchorHead')
class AnchorHead(nn.Module):
    def __init__(self, num_classes, in_channels, feat_channels=16, anchors=3, loss_cls=None, **kwargs):
        super().__init__()
        self.num_classes = num_classes
        self.anchors = anchors
        self.convs = nn.Sequential(OrderedDict([
            (f'conv{i}', ConvModule(in_channels if i == 0 else feat_channels, feat_channels, 3, padding=1, norm_cfg=dict(type='GN', num_groups=4)))
            for i in range(2)]))
        self.cls = nn.Conv2d(feat_channels, anchors * num_classes, 3, padding=1)
        self.reg = nn.Conv2d(feat_channels, anchors * 4, 3, padding=1)

    def forward_single(self, x):
        feat = self.convs(x)
        return self.cls(feat), self.reg(feat)

    def forward(self, feats):
        return multi_apply(self.forward_single, feats)

    def flatten(self, cls_scores, bbox_preds):
        n = cls_scores[0].size(0)
        flat_cls = torch.cat([s.permute(0, 2, 3, 1).reshape(n, -1, self.num_classes) for s in cls_scores], dim=1)
        flat_reg = torch.cat([b.permute(0, 2, 3, 1).reshape(n, -1, 4) for b in bbox_preds], dim=1)
        return flat_cls, flat_reg


def multi_apply(func, *args, **kwargs):
    map_results = map(func, *args)
    return tuple(map(list, zip(*map_results)))


class Detector(nn.Module):
    def __init__(self, backbone, neck=None, bbox_head=None, train_cfg=None):
        super().__init__()
        self.backbone = BACKBONES.build(backbone)
        if neck is not None:
            self.neck = NECKS.build(neck)
        if bbox_head is not None:
            bbox_head.update(train_cfg=train_cfg)
            self.bbox_head = HEADS.build(bbox_head)

    @property
    def with_neck(self):
        return hasattr(self, 'neck') and self.neck is not None

    def extract_feat(self, img):
        x = self.backbone(img)
        if self.with_neck:
            x = self.neck(x)
        return x

    def forward(self, img, return_loss=True, **kwargs):
        if return_loss:
            return self.forward_train(img, **kwargs)
        return self.forward_test(img, **kwargs)

    def forward_train(self, img, gt_labels=None):
        outs = self.bbox_head(self.extract_feat(img))
        flat_cls, flat_reg = self.bbox_head.flatten(*outs)
        losses = dict(loss_cls=F.cross_entropy(flat_cls.flatten(0, 1), gt_labels.flatten()))
        losses['loss_reg'] = flat_reg.abs().mean()
        return losses

    def forward_test(self, img, top=10):
        flat_cls, flat_reg = self.bbox_head.flatten(*self.bbox_head(self.extract_feat(img)))
        scores, labels = flat_cls.sigmoid().max(-1)
        scores, keep = scores.topk(min(top, scores.size(1)), dim=1)
        boxes = torch.gather(flat_reg, 1, keep.unsqueeze(-1).expand(-1, -1, 4))
        return boxes, labels.gather(1, keep)


class ModelEMA:
    def __init__(self, model, decay=0.999):
        self.ema = copy.deepcopy(model).eval()
        self.updates = 0
        self.decay = decay
        for p in self.ema.parameters():
            p.requires_grad_(False)

    @torch.no_grad()
    def update(self, model):
        self.updates += 1
        msd = model.state_dict()
        for k, v in self.ema.state_dict().items():
            if v.dtype.is_floating_point:
                v *= self.decay
                v += (1. - self.decay) * msd[k].detach()


def autopad(k, p=None):
    if p is None:
        p = k // 2 if isinstance(k, int) else [x // 2 for x in k]
    return p


class Conv(nn.Module):
    default_act = nn.SiLU()

    def __init__(self, c1, c2, k=1, s=1, p=None, g=1, act=True):
        super().__init__()
        self.conv = nn.Conv2d(c1, c2, k, s, autopad(k, p), groups=g, bias=False)
        self.bn = nn.BatchNorm2d(c2)
        self.act = self.default_act if act is True else act if isinstance(act, nn.Module) else nn.Identity()

    def forward(self, x):
        return self.act(self.bn(self.conv(x)))


class C3(nn.Module):
    def __init__(self, c1, c2, n=1, e=0.5):
        super().__init__()
        c_ = int(c2 * e)
        self.cv1 = Conv(c1, c_, 1, 1)
        self.cv2 = Conv(c1, c_, 1, 1)
        self.cv3 = Conv(2 * c_, c2, 1)
        self.m = nn.Sequential(*(nn.Sequential(Conv(c_, c_, 1), Conv(c_, c_, 3)) for _ in range(n)))

    def forward(self, x):
        return self.cv3(torch.cat((self.m(self.cv1(x)), self.cv2(x)), dim=1))


class SPPF(nn.Module):
    def __init__(self, c1, c2, k=5):
        super().__init__()
        c_ = c1 // 2
        self.cv1 = Conv(c1, c_, 1, 1)
        self.cv2 = Conv(c_ * 4, c2, 1, 1)
        self.m = nn.MaxPool2d(kernel_size=k, stride=1, padding=k // 2)

    def forward(self, x):
        x = self.cv1(x)
        with warnings.catch_warnings():
            warnings.simplefilter('ignore')
            y1 = self.m(x)
            y2 = self.m(y1)
            return self.cv2(torch.cat((x, y1, y2, self.m(y2)), 1))


class Concat(nn.Module):
    def __init__(self, dimension=1):
        super().__init__()
        self.d = dimension

    def forward(self, x):
        return torch.cat(x, self.d)


SPEC = [
    [-1, 1, 'Conv', [16, 6, 2, 2]],
    [-1, 1, 'Conv', [32, 3, 2]],
    [-1, 2, 'C3', [32]],
    [-1, 1, 'Conv', [64, 3, 2]],
    [-1, 1, 'SPPF', [64, 5]],
    [-1, 1, 'nn.Upsample', [None, 2, 'nearest']],
    [[-1, 2], 1, 'Concat', [1]],
    [-1, 1, 'C3', [32]],
]


def parse_model(spec, ch, depth_multiple=1.0):
    layers, save, c2 = [], [], ch[-1]
    for i, (f, n, m, args) in enumerate(spec):
        m = getattr(torch.nn, m[3:]) if 'nn.' in m else globals()[m]
        n = max(round(n * depth_multiple), 1) if n > 1 else n
        if m in {Conv, C3, SPPF}:
            c1, c2 = ch[f], args[0]
            args = [c1, c2, *args[1:]]
            if m in {C3}:
                args.insert(2, n)
                n = 1
        elif m is Concat:
            c2 = sum(ch[x] for x in f)
        else:
            c2 = ch[f]
        m_ = nn.Sequential(*(m(*args) for _ in range(n))) if n > 1 else m(*args)
        t = str(m)[8:-2].replace('__main__.', '')
        np = sum(x.numel() for x in m_.parameters())
        m_.i, m_.f, m_.type, m_.np = i, f, t, np
        save.extend(x % i for x in ([f] if isinstance(f, int) else f) if x != -1)
        layers.append(m_)
        if i == 0:
            ch = []
        ch.append(c2)
    return nn.Sequential(*layers), sorted(save)


class DetectionModel(nn.Module):
    def __init__(self, spec, ch=3):
        super().__init__()
        self.model, self.save = parse_model(copy.deepcopy(spec), ch=[ch])

    def forward(self, x):
        y = []
        for m in self.model:
            if m.f != -1:
                x = y[m.f] if isinstance(m.f, int) else [x if j == -1 else y[j] for j in m.f]
            x = m(x)
            y.append(x if m.i in self.save else None)
        return x


cfg = dict(
    backbone=dict(type='TinyNet', depth=14, norm_cfg=dict(type='BN', requires_grad=False), frozen_stages=0),
    neck=dict(type='FPN', in_channels=[32, 64], out_channels=24, num_outs=3),
    bbox_head=dict(type='AnchorHead', num_classes=5, in_channels=24, loss_cls=dict(type='FocalLoss')),
)
model = Detector(**cfg, train_cfg=SimpleNamespace(pos_weight=1))
img = torch.randn(2, 3, 64, 96)
cells = sum((-(-64 // s)) * (-(-96 // s)) for s in (4, 8, 16))
losses = model(img, gt_labels=torch.randint(0, 5, (2, cells * 3)))
loss = sum(value for key, value in losses.items() if 'loss' in key)
ema = ModelEMA(model)
ema.update(model)
boxes, labels = ema.ema(img, return_loss=False)
yolo = DetectionModel(SPEC)
head = yolo(torch.randn(1, 3, 64, 64))
