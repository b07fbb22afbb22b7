/** torchvision without its source, held to what torchvision itself recorded (`record_torchvision.py`). */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { analyseProgram } from '../../../extension/analysis/program';
import { makeBuiltins } from '../../../extension/interpreter/builtin/builtins';
import { makeMachine } from '../../../extension/interpreter/machine';
import { text } from '../../../extension/interpreter/operator';
import { pythonLibrary } from '../../../extension/libraries/python/library';
import { torchLibrary } from '../../../extension/libraries/torch/library';
import { makeRecorder } from '../../../extension/libraries/torch/recorder';
import { torchvisionLibrary } from '../../../extension/libraries/torchvision/library';
import type { SourceModule } from '../../../extension/syntax/ir';
import { memoryHost } from '../analysis/fixture';
import { runPython } from '../interpreter/snippet';
import { pythonParser } from '../../parser';

const folder = 'test/extension/libraries';

describe('torchvision: models', () => {
  const program = readFileSync(`${folder}/torchvision-models.py`, 'utf8');
  const truth = JSON.parse(gunzipSync(readFileSync(`${folder}/truth/torchvision-models.json.gz`)).toString()) as readonly (readonly [string, string])[];
  const preludes = new Map<string, SourceModule>();
  for (const [call, facts] of truth) {
    it(call, async () => {
      const parser = await pythonParser();
      const parse = (source: string): SourceModule => {
        const known = preludes.get(source) ?? parser.parse(source).module();
        preludes.set(source, known);
        return known;
      };
      const libraries = [torchLibrary(makeRecorder(), parse), torchvisionLibrary(parse), pythonLibrary()];
      const machine = makeMachine({
        builtins: makeBuiltins(),
        modules: { find: (name) => libraries.map((library) => library.find(name)).find((module) => module !== null) ?? null, isAbsent: () => false, pending: () => [] },
        observer: { observe: () => undefined },
        report: ({ text: told }) => assert.fail(told),
      });
      const value = runPython(parser, machine, `${program}\ndef snippet():\n    return facts(${call})\n`);
      assert.deepEqual(text(machine, value)?.split('\n'), facts.split('\n'));
    });
  }
});

/** The shapes of the calls on the lines of a program that end with what is expected of them. */
async function check(source: string, besides: Readonly<Record<string, string>> = {}): Promise<void> {
  const lines = source.trim().split('\n').map((line) => line.trim());
  const files = new Map([['main.py', lines.map((line) => line.split('  # ')[0]).join('\n')], ...Object.entries(besides)]);
  const program = analyseProgram(memoryHost(await pythonParser(), files), 'main.py', { roots: ['site-packages'] });
  assert.deepEqual([program.stopped, program.problems.map(({ text: told }) => told)], [null, []]);
  const facts = program.facts.get('main.py')?.all() ?? [];
  let start = 0;
  for (const line of lines) {
    const [code = '', expected] = line.split('  # ');
    const end = start + code.length;
    if (expected !== undefined) {
      const shapes = facts.filter((fact) => fact.start >= start && fact.end === end).map((fact) => [...fact.seen.keys()].join(' | ').replaceAll(' float32', ''));
      assert.equal(shapes[0] ?? 'none', expected, code);
    }
    start = end + 1;
  }
}

describe('torchvision: programs', () => {
  const usual = `
    import torch
    import torchvision
    import torchvision.models as models
    from torch import nn
    from torchvision import transforms
    x = torch.randn(2, 3, 224, 224)
  `;

  it('new heads, parts of models, one layer of them', () => check(`${usual.trim()}
    resnet = models.resnet50(weights=models.ResNet50_Weights.IMAGENET1K_V2)
    resnet.fc = nn.Linear(resnet.fc.in_features, 7)
    resnet(x)  # [2, 7]
    nn.Sequential(*list(resnet.children())[:-2])(x)  # [2, 2048, 7, 7]
    resnet.layer4[0].conv1(torch.randn(1, 1024, 14, 14))  # [1, 512, 14, 14]
    vgg = torchvision.models.vgg16(pretrained=True)
    vgg.features[:4](x)  # [2, 64, 224, 224]
    vgg.classifier[6] = nn.Linear(4096, 3)
    vgg(x)  # [2, 3]
  `));

  it('weights: any member, their transforms and what is told of them', () => check(`${usual.trim()}
    from torchvision.models import EfficientNet_B0_Weights, efficientnet_b0
    weights = EfficientNet_B0_Weights.DEFAULT
    preprocess = weights.transforms()
    torch.zeros(len(weights.meta['categories']))  # [1000]
    weights.meta['num_params'] + 1
    efficientnet_b0(weights=weights)(x)  # [2, 1000]
    models.get_model('resnet18', weights='DEFAULT')(x)  # [2, 1000]
    models.get_model('fcn_resnet50')(x)['out'].relu()  # [2, 21, 224, 224]
    models.__dict__['alexnet'](True)(x)  # [2, 1000]
    models.vit_b_16(weights='IMAGENET1K_SWAG_E2E_V1')(torch.randn(1, 3, 384, 384))  # [1, 1000]
  `));

  it('weights whose presence is not known', () => check(`${usual.trim()}
    import sys
    models.resnet18(weights='DEFAULT' if len(sys.argv) > 1 else None)(x)  # [2, 1000]
    models.resnet18(pretrained=len(sys.argv) > 1, num_classes=10)(x)  # [2, 10]
  `));

  it('auxiliary outputs', () => check(`${usual.trim()}
    from torchvision.models.segmentation import deeplabv3_resnet50
    google = models.googlenet(weights='DEFAULT')
    google(x)  # [2, 1000]
    model = models.inception_v3(weights=None, num_classes=5)
    outputs, auxiliary = model(torch.randn(2, 3, 299, 299))
    outputs.sum(1)  # [2]
    auxiliary.relu()  # [2, 5]
    deeplab = deeplabv3_resnet50(weights='DEFAULT')
    deeplab(x)['aux'].relu()  # [2, 21, 224, 224]
  `));

  it('one layer of a backbone', () => check(`${usual.trim()}
    from torchvision.models._utils import IntermediateLayerGetter
    from torchvision.ops import FeaturePyramidNetwork, FrozenBatchNorm2d
    body = IntermediateLayerGetter(models.resnet34(norm_layer=FrozenBatchNorm2d), {'layer2': 'low', 'layer4': 'high'})
    body(x)['high'].relu()  # [2, 512, 7, 7]
    FeaturePyramidNetwork([128, 512], 64)(body(x))['low'].relu()  # [2, 64, 28, 28]
  `));

  it('ops', () => check(`${usual.trim()}
    from torchvision.ops import MLP, DeformConv2d, RoIAlign, box_convert, box_iou, generalized_box_iou, nms, roi_align, sigmoid_focal_loss
    from torchvision.ops.misc import Conv2dNormActivation
    a, b = torch.rand(4, 4), torch.rand(6, 4)
    box_iou(a, b)  # [4, 6]
    generalized_box_iou(a, b)  # [4, 6]
    box_convert(a, 'cxcywh', 'xyxy')  # [4, 4]
    nms(a, torch.rand(4), 0.5)  # [?] int64
    sigmoid_focal_loss(a, a, reduction='mean')  # []
    roi_align(x, [a, b], 7)  # [10, 3, 7, 7]
    RoIAlign((5, 6), 0.25, 2)(x, torch.rand(9, 5))  # [9, 3, 5, 6]
    DeformConv2d(3, 8, 3, padding=1)(x, torch.rand(2, 18, 224, 224))  # [2, 8, 224, 224]
    MLP(4, [16, 2])(a)  # [4, 2]
    Conv2dNormActivation(3, 8, stride=2)(x)  # [2, 8, 112, 112]
  `));

  it('its own source wins where it is found, and a folder of that name is none', async () => {
    const program = `
      import torch
      from torchvision.models import resnet18
      resnet18(torch.zeros(1))  # [1, 2]
    `;
    await check(program, {
      'site-packages/torchvision/__init__.py': '',
      'site-packages/torchvision/models.py': 'def resnet18(x):\n    return x.new_zeros(1, 2)\n',
    });
    await check(program.replace('resnet18(torch.zeros(1))  # [1, 2]', 'resnet18()(torch.zeros(1, 3, 64, 64))  # [1, 1000]'), { 'torchvision/notes.txt': '' });
  });

  it('a number of classes that the weights do not have', async () => {
    const text = 'from torchvision.models import resnet18\nresnet18(weights="DEFAULT", num_classes=10)\n';
    const { problems } = analyseProgram(memoryHost(await pythonParser(), new Map([['main.py', text]])), 'main.py', { roots: [] });
    assert.deepEqual(problems.map(({ text: told }) => told), ["The parameter 'num_classes' expected value 1000 but got 10 instead."]);
  });
});
