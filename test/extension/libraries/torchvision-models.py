"""What is held against torchvision: run by Python (`record_torchvision.py`) and by the interpreter (`torchvision.test.ts`)."""
import torch
import torchvision.models as models
import torchvision.models.segmentation as segmentation


def shapes(output):
    if isinstance(output, torch.Tensor):
        return str(list(output.shape))
    if isinstance(output, dict):
        return ', '.join(f'{name} {list(value.shape)}' for name, value in output.items())
    return f'{type(output).__name__}: ' + ', '.join(f'{name} {list(value.shape)}' for name, value in zip(output._fields, output))


def facts(module, name, size, **options):
    """The state of a model by name and shape, its children, its parameters, and what it makes of an image."""
    model = getattr(module, name)(**options)
    image = torch.randn(2, 3, size, size)
    state = [f'{key} {list(value.shape)}' for key, value in model.state_dict().items()]
    kinds = ' '.join(type(child).__name__ for child in model.modules())
    children = ' '.join(key for key, _ in model.named_children())
    count = str(sum(value.numel() for value in model.parameters()))
    return '\n'.join([children, count, kinds, shapes(model.eval()(image)), shapes(model.train()(image)), *state])
