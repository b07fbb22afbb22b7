"""Records PyTorch's own float32 samples of the ops that the kernels run, forward and backward: `python3 record_opinfo.py`, with torch 2.13."""
import random
import sys
import types

import torch

sys.modules.setdefault('expecttest', types.SimpleNamespace(TestCase=__import__('unittest').TestCase, assert_expected_inline=None))

from recording import D, case, write  # noqa: E402
from torch.testing._internal.common_methods_invocations import op_db  # noqa: E402

# The ops with a kernel, and their parameters in order, as kernels/ops has them.
OPS = """
relu input / relu6 input / elu input,alpha / selu input / celu input,alpha / leaky_relu input,negative_slope / softplus input,beta,threshold / hardsigmoid input
hardswish input / silu input / mish input / tanh input / sigmoid input / hardtanh input,min_val,max_val / gelu input,approximate / prelu input,weight
adaptive_avg_pool1d input,output_size / adaptive_avg_pool2d input,output_size / adaptive_avg_pool3d input,output_size
adaptive_max_pool1d input,output_size / adaptive_max_pool2d input,output_size / adaptive_max_pool3d input,output_size
avg_pool1d input,kernel_size,stride,padding,ceil_mode,count_include_pad / avg_pool2d input,kernel_size,stride,padding,ceil_mode,count_include_pad,divisor_override
avg_pool3d input,kernel_size,stride,padding,ceil_mode,count_include_pad,divisor_override
batch_norm input,running_mean,running_var,weight,bias,training,momentum,eps / instance_norm input,running_mean,running_var,weight,bias,use_input_stats,momentum,eps
conv1d input,weight,bias,stride,padding,dilation,groups / conv2d input,weight,bias,stride,padding,dilation,groups / conv3d input,weight,bias,stride,padding,dilation,groups
conv_transpose1d input,weight,bias,stride,padding,output_padding,groups,dilation / conv_transpose2d input,weight,bias,stride,padding,output_padding,groups,dilation
conv_transpose3d input,weight,bias,stride,padding,output_padding,groups,dilation
cross_entropy input,target / nll_loss input,target / mse_loss input,target / l1_loss input,target
group_norm input,num_groups,weight,bias,eps / local_response_norm input,size,alpha,beta,k / layer_norm input,normalized_shape,weight,bias,eps
rms_norm input,normalized_shape,weight,eps / linear input,weight,bias
max_pool1d input,kernel_size,stride,padding,dilation,ceil_mode / max_pool2d input,kernel_size,stride,padding,dilation,ceil_mode / max_pool3d input,kernel_size,stride,padding,dilation,ceil_mode
max_unpool1d input,indices,kernel_size,stride,padding,output_size / max_unpool2d input,indices,kernel_size,stride,padding,output_size / max_unpool3d input,indices,kernel_size,stride,padding,output_size
softmax input,dim / log_softmax input,dim / add input,other / sub input,other / rsub input,other / mul input,other / true_divide input,other
cat tensors,dim / stack tensors,dim / matmul input,other / mm input,mat2 / bmm input,mat2 / mv input,vec
permute input,dims / transpose input,dim0,dim1 / t input / movedim input,source,destination / squeeze input,dim / unsqueeze input,dim
view input,size / reshape input,shape / flatten input,start_dim,end_dim / ravel input / unflatten input,dim,sizes
""".replace('\n', ' / ').split(' / ')
# What only steers how, not what.
IDLE = {'inplace', '_stacklevel', 'out', 'dtype', 'input_dtype'}
MOST, LARGEST = 12, 400
POSITIONAL = {'view', 'ravel', 'unflatten', 'reshape'}


class Unusable(Exception):
    pass


def described(value):
    if isinstance(value, torch.Tensor):
        if value.dtype not in (torch.float32, torch.int64) or value.numel() > LARGEST or value.layout != torch.strided:
            raise Unusable(value.dtype)
        is_index = value.dtype == torch.int64
        numbers = value.detach().reshape(-1).tolist()
        return D(list(value.shape), numbers if is_index else [round(number, 3) for number in numbers], 'int64' if is_index else 'float32')
    if isinstance(value, (list, tuple)):
        return [described(item) for item in value]
    if isinstance(value, (int, float, bool, str, type(None))):
        return value
    raise Unusable(type(value))


def function_of(name):
    """The op as a function of its named arguments."""
    owner = next(part for part in (torch.nn.functional, torch, torch.Tensor) if hasattr(part, name))
    function = getattr(owner, name)
    if name in ('conv1d', 'conv2d', 'conv3d', 'conv_transpose1d', 'conv_transpose2d', 'conv_transpose3d'):
        return function
    if name in POSITIONAL:
        return lambda input, **rest: getattr(input, name)(*rest.values())
    return function


def differentiated(name, sample):
    if name.endswith(('cross_entropy', 'nll_loss')):
        return ('input',)
    # Of one number or two, what is left of a norm's gradient is rounding.
    return not (name.endswith('_norm') and sample.input.numel() <= 2)


def main():
    by_name = {}
    for op in op_db:
        by_name.setdefault(op.name.replace('nn.functional.', ''), []).append(op)
    for line in filter(None, map(str.strip, OPS)):
        name, parameters = line.split()
        order = parameters.split(',')
        taken = 0
        for op in by_name.get(name, []):
            torch.manual_seed(0)
            random.seed(0)
            for sample in op.sample_inputs('cpu', torch.float32):
                if taken >= MOST:
                    break
                given = dict(zip(order, (sample.input, *sample.args)))
                given.update({key: value for key, value in sample.kwargs.items() if key not in IDLE})
                try:
                    if len(sample.args) >= len(order) or any(sample.kwargs.get(key) for key in IDLE & set(sample.kwargs)) or not set(given) <= set(order) | {'reduction', 'weight', 'ignore_index', 'label_smoothing', 'alpha', 'return_indices'}:
                        raise Unusable(name)
                    args = {key: described(value) for key, value in given.items()}
                    states = tuple(key for key in ('running_mean', 'running_var') if given.get(key) is not None)
                    case(name, function_of(name), tolerance=2e-6, gradient=4e-6, differences=False, states=states, gradients=differentiated(name, sample), **args)
                    taken += 1
                except Unusable:
                    continue
                except Exception as error:  # noqa: BLE001
                    print(name, type(error).__name__, str(error).split('\n')[0][:120], file=sys.stderr)
        if taken == 0:
            print('none of', name, file=sys.stderr)
    write('opinfo')


main()
