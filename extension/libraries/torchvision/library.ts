/** torchvision where its own source is not at hand: its models and ops, the rest unknown. */
import { nativeModule, sourceModule } from '../../interpreter/module';
import type { Library } from '../../interpreter/module';
import { str } from '../../interpreter/value';
import type { ModuleValue } from '../../interpreter/value';
import type { SourceModule } from '../../syntax/ir';
import { preludeNatives } from '../torch/native';
import api from './_api.py';
import modelUtils from './_utils.py';
import alexnet from './alexnet.py';
import convnext from './convnext.py';
import densenet from './densenet.py';
import efficientnet from './efficientnet.py';
import googlenet from './googlenet.py';
import inception from './inception.py';
import mnasnet from './mnasnet.py';
import mobilenet from './mobilenet.py';
import mobilenetv2 from './mobilenetv2.py';
import mobilenetv3 from './mobilenetv3.py';
import models from './models.py';
import ops from './ops.py';
import regnet from './regnet.py';
import resnet from './resnet.py';
import segmentation from './segmentation.py';
import shufflenetv2 from './shufflenetv2.py';
import squeezenet from './squeezenet.py';
import swinTransformer from './swin_transformer.py';
import vgg from './vgg.py';
import visionTransformer from './vision_transformer.py';

/** Source text by module name. */
const preludes: ReadonlyMap<string, string> = new Map([
  ['torchvision.models', models],
  ['torchvision.models._api', api],
  ['torchvision.models._utils', modelUtils],
  ['torchvision.models.alexnet', alexnet],
  ['torchvision.models.convnext', convnext],
  ['torchvision.models.densenet', densenet],
  ['torchvision.models.efficientnet', efficientnet],
  ['torchvision.models.googlenet', googlenet],
  ['torchvision.models.inception', inception],
  ['torchvision.models.mnasnet', mnasnet],
  ['torchvision.models.mobilenet', mobilenet],
  ['torchvision.models.mobilenetv2', mobilenetv2],
  ['torchvision.models.mobilenetv3', mobilenetv3],
  ['torchvision.models.regnet', regnet],
  ['torchvision.models.resnet', resnet],
  ['torchvision.models.segmentation', segmentation],
  ['torchvision.models.shufflenetv2', shufflenetv2],
  ['torchvision.models.squeezenet', squeezenet],
  ['torchvision.models.swin_transformer', swinTransformer],
  ['torchvision.models.vgg', vgg],
  ['torchvision.models.vision_transformer', visionTransformer],
  ['torchvision.ops', ops],
]);

/** Modules whose names stand in one of ours. */
const aliases: ReadonlyMap<string, string> = new Map([
  ...['_utils', 'deeplabv3', 'fcn', 'lraspp'].map((name) => [`torchvision.models.segmentation.${name}`, 'torchvision.models.segmentation'] as const),
  ...['boxes', 'deform_conv', 'feature_pyramid_network', 'focal_loss', 'misc'].map((name) => [`torchvision.ops.${name}`, 'torchvision.ops'] as const),
]);

/** torchvision for one run. `parse` is asked for the preludes' IR, and may keep it. */
export function torchvisionLibrary(parse: (text: string) => SourceModule): Library {
  const found = new Map<string, ModuleValue>([['torchvision', nativeModule('torchvision', new Map([['__version__', str('0.28.0')]]))]]);
  const find = (asked: string): ModuleValue | null => {
    const name = aliases.get(asked) ?? asked;
    const known = found.get(name);
    if (known !== undefined) return known;
    const text = preludes.get(name);
    if (text === undefined) return null;
    const module = sourceModule({ path: `<${name}>`, moduleName: name, isPackage: true, isProject: false, text, code: () => parse(text) }, preludeNatives, true);
    found.set(name, module);
    return module;
  };
  return { packages: ['torchvision'], isFallback: true, find };
}
