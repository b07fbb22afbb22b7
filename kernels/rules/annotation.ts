import type { Rule } from './rule';

export const annotated: Rule = {
  id: 'shape/annotation',
  severity: 'warning',
  summary: 'a tensor has another shape than its annotation states',
  why: 'A jaxtyping annotation says what the code is meant for. Where shapes are not checked at run time, nothing else tells that it is given something else; where they are, the call raises.',
  wrong: `import torch
from jaxtyping import Float
from torch import Tensor


def mean_over_time(x: Float[Tensor, "batch time features"]) -> Float[Tensor, "batch features"]:
    return x.mean(1)


mean_over_time(torch.randn(4, 16))
`,
  right: `import torch
from jaxtyping import Float
from torch import Tensor


def mean_over_time(x: Float[Tensor, "batch time features"]) -> Float[Tensor, "batch features"]:
    return x.mean(1)


mean_over_time(torch.randn(4, 10, 16))
`,
  fix: null,
  whenNot: 'Never: one of the two is wrong.',
  sources: ['https://docs.kidger.site/jaxtyping/api/array/'],
};
