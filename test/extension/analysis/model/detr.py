"""Transfer from torchvision: a DETR on a ResNet, a feature pyramid, a frozen trunk with a new head, hooks."""
import torch
import torch.nn.functional as F
import torchvision
import torchvision.models as models
from torch import nn
from torchvision.models import resnet18, resnet50
from torchvision.ops import FeaturePyramidNetwork, box_iou


class DETRdemo(nn.Module):
    def __init__(self, num_classes, hidden_dim=32, nheads=4, num_encoder_layers=1, num_decoder_layers=1):
        super().__init__()
        self.backbone = resnet50()
        del self.backbone.fc
        self.conv = nn.Conv2d(2048, hidden_dim, 1)
        self.transformer = nn.Transformer(hidden_dim, nheads, num_encoder_layers, num_decoder_layers, dim_feedforward=64)
        self.linear_class = nn.Linear(hidden_dim, num_classes + 1)
        self.linear_bbox = nn.Linear(hidden_dim, 4)
        self.query_pos = nn.Parameter(torch.rand(20, hidden_dim))
        self.row_embed = nn.Parameter(torch.rand(50, hidden_dim // 2))
        self.col_embed = nn.Parameter(torch.rand(50, hidden_dim // 2))

    def forward(self, inputs):
        x = self.backbone.conv1(inputs)
        x = self.backbone.bn1(x)
        x = self.backbone.relu(x)
        x = self.backbone.maxpool(x)
        x = self.backbone.layer1(x)
        x = self.backbone.layer2(x)
        x = self.backbone.layer3(x)
        x = self.backbone.layer4(x)
        h = self.conv(x)
        H, W = h.shape[-2:]
        pos = torch.cat([
            self.col_embed[:W].unsqueeze(0).repeat(H, 1, 1),
            self.row_embed[:H].unsqueeze(1).repeat(1, W, 1),
        ], dim=-1).flatten(0, 1).unsqueeze(1)
        h = self.transformer(pos + 0.1 * h.flatten(2).permute(2, 0, 1), self.query_pos.unsqueeze(1)).transpose(0, 1)
        return {'pred_logits': self.linear_class(h), 'pred_boxes': self.linear_bbox(h).sigmoid()}


class FineTuned(nn.Module):
    def __init__(self, n_out):
        super().__init__()
        self.model = models.resnet18(weights=None)
        for param in self.model.parameters():
            param.requires_grad = False
        num_ftrs = self.model.fc.in_features
        self.model.fc = nn.Sequential(nn.Linear(num_ftrs, 64), nn.ReLU(), nn.Dropout(0.2), nn.Linear(64, n_out))

    def forward(self, x):
        return self.model(x)


class Encoder(nn.Module):
    """A captioning encoder: everything of the network but its head."""

    def __init__(self, encoded_image_size=7):
        super(Encoder, self).__init__()
        self.enc_image_size = encoded_image_size
        resnet = torchvision.models.resnet18()
        modules = list(resnet.children())[:-2]
        self.resnet = nn.Sequential(*modules)
        self.adaptive_pool = nn.AdaptiveAvgPool2d((encoded_image_size, encoded_image_size))
        self.fine_tune()

    def forward(self, images):
        out = self.resnet(images)
        out = self.adaptive_pool(out)
        out = out.permute(0, 2, 3, 1)
        return out

    def fine_tune(self, fine_tune=True):
        for p in self.resnet.parameters():
            p.requires_grad = False
        for c in list(self.resnet.children())[5:]:
            for p in c.parameters():
                p.requires_grad = fine_tune


class PerceptualLoss(nn.Module):
    def __init__(self):
        super().__init__()
        vgg = models.vgg16().features
        self.blocks = nn.ModuleList([vgg[:4].eval(), vgg[4:9].eval(), vgg[9:16].eval()])
        for bl in self.blocks:
            for p in bl.parameters():
                p.requires_grad = False
        self.register_buffer("mean", torch.tensor([0.485, 0.456, 0.406]).view(1, 3, 1, 1))
        self.register_buffer("std", torch.tensor([0.229, 0.224, 0.225]).view(1, 3, 1, 1))

    def forward(self, input, target):
        if input.shape[1] != 3:
            input = input.repeat(1, 3, 1, 1)
            target = target.repeat(1, 3, 1, 1)
        input = (input - self.mean) / self.std
        target = (target - self.mean) / self.std
        loss = 0.0
        x, y = input, target
        for i, block in enumerate(self.blocks):
            x = block(x)
            y = block(y)
            loss += F.l1_loss(x, y)
            act_x = x.reshape(x.shape[0], x.shape[1], -1)
            gram_x = act_x @ act_x.permute(0, 2, 1)
        return loss


class Backbone(nn.Module):
    def __init__(self):
        super().__init__()
        net = resnet18()
        self.stem = nn.Sequential(net.conv1, net.bn1, net.relu, net.maxpool)
        self.stages = nn.ModuleList([net.layer1, net.layer2, net.layer3, net.layer4])
        self.fpn = FeaturePyramidNetwork([64, 128, 256, 512], 48)
        self.pool = nn.AdaptiveAvgPool2d(7)

    def forward(self, x, boxes):
        x = self.stem(x)
        features = {}
        for i, stage in enumerate(self.stages):
            x = stage(x)
            features[str(i)] = x
        features = self.fpn(features)
        pooled = self.pool(features['0'])
        again = features['3']
        return pooled.flatten(1), again


detr = DETRdemo(num_classes=9)
detr.eval()
out = detr(torch.randn(1, 3, 96, 128))
probas = out['pred_logits'].softmax(-1)[0, :, :-1]
keep = probas.max(-1).values > 0.7
tuned = FineTuned(6)
optimizer = torch.optim.SGD([p for p in tuned.parameters() if p.requires_grad], lr=0.01)
scores = tuned(torch.randn(2, 3, 64, 64))
caption = Encoder(4)(torch.randn(2, 3, 96, 96))
style = PerceptualLoss()(torch.rand(1, 1, 32, 32), torch.rand(1, 1, 32, 32))
boxes = [torch.tensor([[0., 0., 20., 20.], [4., 4., 30., 30.]]), torch.tensor([[1., 1., 9., 9.]])]
pooled, again = Backbone()(torch.randn(2, 3, 64, 64), boxes)
iou = box_iou(boxes[0], boxes[1])
features = {}


def save(name):
    def hook(module, inputs, output):
        features[name] = output.detach()
    return hook


net = resnet18()
net.layer2.register_forward_hook(save('layer2'))
net.avgpool.register_forward_hook(save('pool'))
y = net(torch.randn(1, 3, 64, 64))
mid = features['layer2'].mean(dim=(2, 3))
vector = features['pool'].flatten(1)
