"""PyTorch as a peer: a request a line of JSON on stdin, an answer a line on stdout. One thread."""
import json
import sys
import time

import numpy
import torch
import torch.nn.functional as F

torch.set_num_threads(1)
torch.set_grad_enabled(False)
aten = torch.ops.aten


def tensors(case, folder):
    shapes = {'x': case['x'], 'dy': case['out'], 'w': case.get('w')}
    names = ['x', 'dy', *(['w', 'b'] if 'w' in case else []), *(['gamma', 'beta', 'mean', 'variance'] if 'norm' in case['kind'] else [])]
    return {name: torch.from_numpy(numpy.fromfile(f'{folder}/{name}', dtype=numpy.float32)).reshape(shapes.get(name) or [-1]) for name in names}


def call(case, t):
    kind, x = case['kind'], t['x']
    window = [case.get('k'), case.get('s'), case.get('p')]
    norm = (t.get('gamma'), t.get('beta'))
    pairs = [[value, value] for value in window]
    if kind == 'max_pool':
        return lambda: F.max_pool2d(x, *window)
    if kind == 'max_pool_indices':
        return lambda: F.max_pool2d(x, *window, return_indices=True)
    if kind == 'avg_pool':
        return lambda: F.avg_pool2d(x, *window)
    if kind == 'adaptive_avg':
        return lambda: F.adaptive_avg_pool2d(x, 1)
    if kind == 'batch_norm_train':
        return lambda: F.batch_norm(x, t['mean'], t['variance'], *norm, True, 0.1, case['eps'])
    if kind == 'batch_norm_eval':
        return lambda: F.batch_norm(x, t['mean'], t['variance'], *norm, False, 0.1, case['eps'])
    if kind == 'layer_norm':
        return lambda: F.layer_norm(x, x.shape[-1:], *norm, case['eps'])
    if kind == 'group_norm':
        return lambda: F.group_norm(x, case['groups'], *norm, case['eps'])
    if kind == 'softmax':
        return lambda: F.softmax(x, -1)
    if kind == 'conv2d':
        return lambda: F.conv2d(x, t['w'], t['b'], padding=case['p'])
    if kind == 'linear':
        return lambda: F.linear(x, t['w'], t['b'])
    if kind == 'max_pool_backward':
        _, places = F.max_pool2d(x, *window, return_indices=True)
        return lambda: aten.max_pool2d_with_indices_backward(t['dy'], x, *pairs, [1, 1], False, places)
    if kind == 'avg_pool_backward':
        return lambda: aten.avg_pool2d_backward(t['dy'], x, *pairs, False, True, None)
    if kind == 'batch_norm_backward':
        _, mean, scale = aten.native_batch_norm(x, *norm, None, None, True, 0.1, case['eps'])
        return lambda: aten.native_batch_norm_backward(t['dy'], x, norm[0], None, None, mean, scale, True, case['eps'], [True] * 3)
    if kind == 'layer_norm_backward':
        sizes = [x.shape[-1]]
        _, mean, scale = aten.native_layer_norm(x, sizes, *norm, case['eps'])
        return lambda: aten.native_layer_norm_backward(t['dy'], x, sizes, mean, scale, *norm, [True] * 3)
    raise ValueError(kind)


function = None
for line in sys.stdin:
    request = json.loads(line)
    if 'case' in request:
        function = call(request['case'], tensors(request['case'], request['folder']))
        result = function()
        first = result if isinstance(result, torch.Tensor) else result[0]
        answer = {'first': float(first.reshape(-1)[0])}
    else:
        times, stop = [], time.perf_counter() + request['ms'] / 1e3
        function()
        while len(times) < 3 or time.perf_counter() < stop:
            start = time.perf_counter()
            for _ in range(request['inner']):
                function()
            times.append((time.perf_counter() - start) * 1e3 / request['inner'])
        answer = {'times': times}
    print(json.dumps(answer), flush=True)
