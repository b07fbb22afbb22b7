"""Records what torchvision's models are made of and give, for `torchvision.test.ts`.

`python record_torchvision.py` in this folder, with torch 2.13 and torchvision 0.28 (CPU).
"""
import gzip
import importlib
import json
import torch
import torchvision

described = importlib.import_module('torchvision-models')
unmodelled = {'maxvit_t'}
# Numbers that nobody looks at.
for initialiser in ('normal_', 'uniform_', 'trunc_normal_', 'kaiming_normal_', 'kaiming_uniform_'):
    setattr(torch.nn.init, initialiser, lambda tensor, *args, **kwargs: tensor)


def calls():
    for name in torchvision.models.list_models(torchvision.models):
        if name not in unmodelled:
            yield 'models', name, 299 if name == 'inception_v3' else 224, {}
    for name in torchvision.models.list_models(torchvision.models.segmentation):
        yield 'segmentation', name, 224, {'weights_backbone': None}
    for name in ('fcn_resnet50', 'deeplabv3_resnet101', 'deeplabv3_mobilenet_v3_large'):
        yield 'segmentation', name, 224, {'weights_backbone': None, 'num_classes': 5, 'aux_loss': True}
    yield 'models', 'mobilenet_v3_small', 224, {'width_mult': 0.5, 'reduced_tail': True, 'num_classes': 10}
    yield 'models', 'mobilenet_v2', 224, {'width_mult': 0.35}
    yield 'models', 'googlenet', 224, {'aux_logits': False}
    yield 'models', 'inception_v3', 299, {'aux_logits': False, 'num_classes': 3}
    yield 'models', 'vit_b_16', 96, {'image_size': 96, 'representation_size': 64, 'num_classes': 5}
    yield 'models', 'resnet18', 224, {'num_classes': 10}


def facts(module, name, size, options):
    def run():
        return described.facts(getattr(described, module), name, size, **options)
    # RegNet takes its sizes from tensors.
    if name.startswith('regnet'):
        return run()
    with torch.device('meta'):
        return run()


truth = []
for module, name, size, options in calls():
    written = ''.join(f', {key}={value!r}' for key, value in options.items())
    truth.append([f"{module}, '{name}', {size}{written}", facts(module, name, size, options)])
    print(truth[-1][0], flush=True)
with open('truth/torchvision-models.json.gz', 'wb') as out:
    out.write(gzip.compress(json.dumps(truth).encode(), mtime=0))
