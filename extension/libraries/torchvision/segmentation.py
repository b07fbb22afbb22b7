"""torchvision.models.segmentation."""
from collections import OrderedDict
import torch
import torch.nn.functional as F
from torch import nn
from torchvision.models import mobilenet_v3_large, resnet50, resnet101
from torchvision.models._api import WeightsEnum, fixed, trained
from torchvision.models._utils import IntermediateLayerGetter


def _conv(in_channels, out_channels, kernel=3, **kwargs):
    return nn.Conv2d(in_channels, out_channels, kernel, bias=False, **kwargs), nn.BatchNorm2d(out_channels), nn.ReLU()


def _resized(x, size):
    return F.interpolate(x, size=size, mode='bilinear', align_corners=False)


class FCNHead(nn.Sequential):
    def __init__(self, in_channels, channels):
        super().__init__(*_conv(in_channels, in_channels // 4, padding=1), nn.Dropout(0.1), nn.Conv2d(in_channels // 4, channels, 1))


class ASPPConv(nn.Sequential):
    def __init__(self, in_channels, out_channels, dilation):
        super().__init__(*_conv(in_channels, out_channels, padding=dilation, dilation=dilation))


class ASPPPooling(nn.Sequential):
    def __init__(self, in_channels, out_channels):
        super().__init__(nn.AdaptiveAvgPool2d(1), *_conv(in_channels, out_channels, 1))

    def forward(self, x):
        return _resized(super().forward(x), x.shape[-2:])


class ASPP(nn.Module):
    def __init__(self, in_channels, atrous_rates, out_channels=256):
        super().__init__()
        self.convs = nn.ModuleList([
            nn.Sequential(*_conv(in_channels, out_channels, 1)), *[ASPPConv(in_channels, out_channels, rate) for rate in atrous_rates],
            ASPPPooling(in_channels, out_channels)])
        self.project = nn.Sequential(*_conv(len(self.convs) * out_channels, out_channels, 1), nn.Dropout(0.5))

    def forward(self, x):
        return self.project(torch.cat([conv(x) for conv in self.convs], 1))


class DeepLabHead(nn.Sequential):
    def __init__(self, in_channels, num_classes, atrous_rates=(12, 24, 36)):
        super().__init__(ASPP(in_channels, atrous_rates), *_conv(256, 256, padding=1), nn.Conv2d(256, num_classes, 1))


class _SimpleSegmentationModel(nn.Module):
    def __init__(self, backbone, classifier, aux_classifier=None):
        super().__init__()
        self.backbone = backbone
        self.classifier = classifier
        self.aux_classifier = aux_classifier

    def forward(self, x):
        size = x.shape[-2:]
        features = self.backbone(x)
        result = OrderedDict(out=_resized(self.classifier(features['out']), size))
        if self.aux_classifier is not None:
            result['aux'] = _resized(self.aux_classifier(features['aux']), size)
        return result


class FCN(_SimpleSegmentationModel):
    pass


class DeepLabV3(_SimpleSegmentationModel):
    pass


class LRASPPHead(nn.Module):
    def __init__(self, low_channels, high_channels, num_classes, inter_channels):
        super().__init__()
        self.cbr = nn.Sequential(nn.Conv2d(high_channels, inter_channels, 1, bias=False), nn.BatchNorm2d(inter_channels), nn.ReLU(True))
        self.scale = nn.Sequential(nn.AdaptiveAvgPool2d(1), nn.Conv2d(high_channels, inter_channels, 1, bias=False), nn.Sigmoid())
        self.low_classifier = nn.Conv2d(low_channels, num_classes, 1)
        self.high_classifier = nn.Conv2d(inter_channels, num_classes, 1)

    def forward(self, input):
        low, high = input['low'], input['high']
        x = _resized(self.cbr(high) * self.scale(high), low.shape[-2:])
        return self.low_classifier(low) + self.high_classifier(x)


class LRASPP(nn.Module):
    def __init__(self, backbone, low_channels, high_channels, num_classes, inter_channels=128):
        super().__init__()
        self.backbone = backbone
        self.classifier = LRASPPHead(low_channels, high_channels, num_classes, inter_channels)

    def forward(self, input):
        return OrderedDict(out=_resized(self.classifier(self.backbone(input)), input.shape[-2:]))


def _resnet_model(build, head, backbone, num_classes, aux):
    body = backbone(replace_stride_with_dilation=[False, True, True])
    layers = {'layer4': 'out', 'layer3': 'aux'} if aux else {'layer4': 'out'}
    return build(IntermediateLayerGetter(body, layers), head(2048, num_classes), FCNHead(1024, num_classes) if aux else None)


def _mobilenet_stages():
    """The body, and the places of its layers that halve the image, with the first and the last."""
    body = mobilenet_v3_large(dilated=True).features
    return body, [0] + [i for i, block in enumerate(body) if getattr(block, '_is_cn', False)] + [len(body) - 1]


def _mobilenet_deeplab(num_classes, aux):
    body, stages = _mobilenet_stages()
    out, side = stages[-1], stages[-4]
    layers = {str(out): 'out', str(side): 'aux'} if aux else {str(out): 'out'}
    aux_head = FCNHead(body[side].out_channels, num_classes) if aux else None
    return DeepLabV3(IntermediateLayerGetter(body, layers), DeepLabHead(body[out].out_channels, num_classes), aux_head)


def _mobilenet_lraspp(num_classes, aux):
    body, stages = _mobilenet_stages()
    low, high = stages[-4], stages[-1]
    getter = IntermediateLayerGetter(body, {str(low): 'low', str(high): 'high'})
    return LRASPP(getter, body[low].out_channels, body[high].out_channels, num_classes)


def _factory(build, *args):
    def make(weights=None, progress=True, num_classes=None, aux_loss=None, weights_backbone=None, *, pretrained=None, pretrained_backbone=None, **kwargs):
        weights = trained(weights, pretrained, {} if num_classes is None else {'num_classes': num_classes}, 21)
        if weights is not None:
            fixed({} if aux_loss is None else {'aux_loss': aux_loss}, 'aux_loss', True)
            aux_loss = True
        model = build(*args, 21 if num_classes is None else num_classes, aux_loss)
        if weights is not None:
            model.load_state_dict({})
        return model
    return make


fcn_resnet50, fcn_resnet101 = _factory(_resnet_model, FCN, FCNHead, resnet50), _factory(_resnet_model, FCN, FCNHead, resnet101)
deeplabv3_resnet50 = _factory(_resnet_model, DeepLabV3, DeepLabHead, resnet50)
deeplabv3_resnet101 = _factory(_resnet_model, DeepLabV3, DeepLabHead, resnet101)
deeplabv3_mobilenet_v3_large, lraspp_mobilenet_v3_large = _factory(_mobilenet_deeplab), _factory(_mobilenet_lraspp)


def __getattr__(name):
    return WeightsEnum(name, 21) if name.endswith('_Weights') else _unknown()
