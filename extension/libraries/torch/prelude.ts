/** The parts of torch, and of what builds on it, that are written in Python, for the interpreter to run. */
import einops from '../einops/functions.py';
import einopsLayers from '../einops/layers.py';
import amp from './prelude/amp.py';
import autograd from './prelude/autograd.py';
import checkpoint from './prelude/checkpoint.py';
import data from './prelude/data.py';
import distributions from './prelude/distributions.py';
import func from './prelude/func.py';
import functional from './prelude/functional.py';
import jit from './prelude/jit.py';
import masked from './prelude/masked.py';
import nn from './prelude/nn.py';
import activation from './prelude/nn/activation.py';
import adaptive from './prelude/nn/adaptive.py';
import attention from './prelude/nn/attention.py';
import batchnorm from './prelude/nn/batchnorm.py';
import container from './prelude/nn/container.py';
import conv from './prelude/nn/conv.py';
import distance from './prelude/nn/distance.py';
import dropout from './prelude/nn/dropout.py';
import flatten from './prelude/nn/flatten.py';
import instancenorm from './prelude/nn/instancenorm.py';
import lazy from './prelude/nn/lazy.py';
import linear from './prelude/nn/linear.py';
import loss from './prelude/nn/loss.py';
import module from './prelude/nn/module.py';
import modules from './prelude/nn/modules.py';
import normalization from './prelude/nn/normalization.py';
import padding from './prelude/nn/padding.py';
import parallel from './prelude/nn/parallel.py';
import parametrize from './prelude/nn/parametrize.py';
import pooling from './prelude/nn/pooling.py';
import rearrange from './prelude/nn/rearrange.py';
import reparametrize from './prelude/nn/reparametrize.py';
import rnn from './prelude/nn/rnn.py';
import sequence from './prelude/nn/sequence.py';
import sparse from './prelude/nn/sparse.py';
import transformer from './prelude/nn/transformer.py';
import upsampling from './prelude/nn/upsampling.py';
import utils from './prelude/nn/utils.py';
import optim from './prelude/optim.py';
import parameter from './prelude/parameter.py';
import sdpa from './prelude/sdpa.py';
import torch from './prelude/torch.py';

/** Source text by module name. */
export const preludes: ReadonlyMap<string, string> = new Map([
  ['einops', einops],
  ['einops.layers.torch', einopsLayers],
  ['torch', torch],
  ['torch.amp', amp],
  ['torch.autograd', autograd],
  ['torch.distributions', distributions],
  ['torch.func', func],
  ['torch.jit', jit],
  ['torch.masked', masked],
  ['torch.nn', nn],
  ['torch.nn.attention', sdpa],
  ['torch.nn.functional', functional],
  ['torch.nn.modules', modules],
  ['torch.nn.modules.activation', activation],
  ['torch.nn.modules.adaptive', adaptive],
  ['torch.nn.modules.attention', attention],
  ['torch.nn.modules.batchnorm', batchnorm],
  ['torch.nn.modules.container', container],
  ['torch.nn.modules.conv', conv],
  ['torch.nn.modules.distance', distance],
  ['torch.nn.modules.dropout', dropout],
  ['torch.nn.modules.flatten', flatten],
  ['torch.nn.modules.instancenorm', instancenorm],
  ['torch.nn.modules.lazy', lazy],
  ['torch.nn.modules.linear', linear],
  ['torch.nn.modules.loss', loss],
  ['torch.nn.modules.module', module],
  ['torch.nn.modules.normalization', normalization],
  ['torch.nn.modules.padding', padding],
  ['torch.nn.modules.pooling', pooling],
  ['torch.nn.modules.rearrange', rearrange],
  ['torch.nn.modules.rnn', rnn],
  ['torch.nn.modules.sparse', sparse],
  ['torch.nn.modules.transformer', transformer],
  ['torch.nn.modules.upsampling', upsampling],
  ['torch.nn.modules.utils', utils],
  ['torch.nn.parallel', parallel],
  ['torch.nn.parameter', parameter],
  ['torch.nn.utils', reparametrize],
  ['torch.nn.utils.parametrize', parametrize],
  ['torch.nn.utils.rnn', sequence],
  ['torch.optim', optim],
  ['torch.utils.checkpoint', checkpoint],
  ['torch.utils.data', data],
]);

/** The same module under further names. */
export const moduleAliases: ReadonlyMap<string, string> = new Map([
  ['einops.einops', 'einops'],
  ['torch.functional', 'torch'],
  ['torch.cuda.amp', 'torch.amp'],
  ['torch.cuda.amp.autocast_mode', 'torch.amp'],
  ...['normal', 'categorical', 'bernoulli', 'multivariate_normal', 'independent', 'beta', 'kl', 'uniform', 'distribution'].map((name) => [`torch.distributions.${name}`, 'torch.distributions'] as const),
  ['torch.nn.modules.channelshuffle', 'torch.nn.modules.rearrange'],
  ['torch.nn.modules.fold', 'torch.nn.modules.rearrange'],
  ['torch.nn.modules.pixelshuffle', 'torch.nn.modules.rearrange'],
  ['torch.nn.parallel.data_parallel', 'torch.nn.parallel'],
  ['torch.nn.parallel.distributed', 'torch.nn.parallel'],
  ['torch.nn.utils.clip_grad', 'torch.nn.utils'],
  ['torch.nn.utils.parametrizations', 'torch.nn.utils'],
  ['torch.nn.utils.spectral_norm', 'torch.nn.utils'],
  ['torch.nn.utils.weight_norm', 'torch.nn.utils'],
  ['torch.optim.lr_scheduler', 'torch.optim'],
  ['torch.optim.optimizer', 'torch.optim'],
  ['torch.utils.data.dataloader', 'torch.utils.data'],
  ['torch.utils.data.dataset', 'torch.utils.data'],
]);
