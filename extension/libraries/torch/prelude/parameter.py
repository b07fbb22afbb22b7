"""torch.nn.parameter: kinds of parameters that are no class of their own here."""

UninitializedParameter = Parameter
UninitializedBuffer = Buffer
