"""torch.nn.parameter: kinds of parameters that are no class of their own here."""

Buffer = Tensor
UninitializedParameter = Parameter
UninitializedBuffer = Tensor
