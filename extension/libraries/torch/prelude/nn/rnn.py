"""torch.nn.modules.rnn: layers that walk a sequence, and their single steps."""
from torch.nn.modules.module import Module
from torch.nn.utils.rnn import PackedSequence


class RNNBase(Module):
    def __init__(self, mode, input_size, hidden_size, num_layers=1, bias=True, batch_first=False, dropout=0.0, bidirectional=False,
                 proj_size=0, device=None, dtype=None):
        super().__init__()
        if hidden_size <= 0:
            _refuse('shape/arguments', 'hidden_size must be greater than zero')
        if num_layers <= 0:
            _refuse('shape/arguments', 'num_layers must be greater than zero')
        if proj_size < 0:
            _refuse('shape/arguments', 'proj_size should be a positive integer or zero to disable projections')
        if proj_size >= hidden_size:
            _refuse('shape/arguments', 'proj_size has to be smaller than hidden_size')
        self.mode = mode
        self.input_size = input_size
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.bias = bias
        self.batch_first = batch_first
        self.dropout = dropout
        self.bidirectional = bidirectional
        self.proj_size = proj_size
        gates = {'LSTM': 4, 'GRU': 3}.get(mode, 1) * hidden_size
        state = proj_size if proj_size > 0 else hidden_size
        for layer in range(num_layers):
            for end in ('', '_reverse') if bidirectional else ('',):
                name = f'_l{layer}{end}'
                size = input_size if layer == 0 else state * (2 if bidirectional else 1)
                self.register_parameter('weight_ih' + name, _parameter(gates, size, dtype=dtype))
                self.register_parameter('weight_hh' + name, _parameter(gates, state, dtype=dtype))
                if bias:
                    self.register_parameter('bias_ih' + name, _parameter(gates, dtype=dtype))
                    self.register_parameter('bias_hh' + name, _parameter(gates, dtype=dtype))
                if proj_size > 0:
                    self.register_parameter('weight_hr' + name, _parameter(proj_size, hidden_size, dtype=dtype))
        self.reset_parameters()

    def reset_parameters(self):
        pass

    def flatten_parameters(self):
        pass

    @property
    def all_weights(self):
        return [list(self._parameters.values())]

    def _run(self, input, hx):
        apply = {'LSTM': _lstm, 'GRU': _gru, 'RNN_TANH': _rnn_tanh, 'RNN_RELU': _rnn_relu}[self.mode]
        return apply(input, hx, self.input_size, self.hidden_size, self.num_layers, self.bias, self.batch_first, self.dropout,
                     self.bidirectional, self.proj_size)

    def _run_packed(self, input, hx):
        swapped = self.batch_first != input.batch_first
        outputs = self._run(input.padded.transpose(0, 1) if swapped else input.padded, hx)
        output = outputs[0].transpose(0, 1) if swapped else outputs[0]
        return PackedSequence(output, input.lengths, input.batch_first), outputs[1:]

    def forward(self, input, hx=None):
        if isinstance(input, PackedSequence):
            output, states = self._run_packed(input, hx)
        else:
            outputs = self._run(input, hx)
            output, states = outputs[0], outputs[1:]
        return output, states if self.mode == 'LSTM' else states[0]


class RNN(RNNBase):
    def __init__(self, input_size, hidden_size, num_layers=1, nonlinearity='tanh', bias=True, batch_first=False, dropout=0.0,
                 bidirectional=False, device=None, dtype=None):
        if nonlinearity not in ('tanh', 'relu'):
            _refuse('shape/arguments', f"Unknown nonlinearity '{nonlinearity}'. Select from 'tanh' or 'relu'.")
        super().__init__('RNN_RELU' if nonlinearity == 'relu' else 'RNN_TANH', input_size, hidden_size, num_layers, bias, batch_first,
                         dropout, bidirectional, 0, device, dtype)
        self.nonlinearity = nonlinearity


class GRU(RNNBase):
    def __init__(self, input_size, hidden_size, num_layers=1, bias=True, batch_first=False, dropout=0.0, bidirectional=False,
                 device=None, dtype=None):
        super().__init__('GRU', input_size, hidden_size, num_layers, bias, batch_first, dropout, bidirectional, 0, device, dtype)


class LSTM(RNNBase):
    def __init__(self, input_size, hidden_size, num_layers=1, bias=True, batch_first=False, dropout=0.0, bidirectional=False,
                 proj_size=0, device=None, dtype=None):
        super().__init__('LSTM', input_size, hidden_size, num_layers, bias, batch_first, dropout, bidirectional, proj_size, device, dtype)


class RNNCellBase(Module):
    def __init__(self, input_size, hidden_size, bias, num_chunks, device=None, dtype=None):
        super().__init__()
        self.input_size = input_size
        self.hidden_size = hidden_size
        self.bias = bias
        self.weight_ih = _parameter(num_chunks * hidden_size, input_size, dtype=dtype)
        self.weight_hh = _parameter(num_chunks * hidden_size, hidden_size, dtype=dtype)
        self.register_parameter('bias_ih', _parameter(num_chunks * hidden_size, dtype=dtype) if bias else None)
        self.register_parameter('bias_hh', _parameter(num_chunks * hidden_size, dtype=dtype) if bias else None)
        self.reset_parameters()

    def reset_parameters(self):
        pass

    def _step(self, input, states, noun):
        title = type(self).__name__
        if input.dim() not in (1, 2):
            _refuse('shape/rank', f'{title}: Expected input to be 1D or 2D, got {input.dim()}D instead')
        for name, state in states:
            if state.dim() not in (1, 2):
                _refuse('shape/rank', f'{title}: Expected {name} to be 1D or 2D, got {state.dim()}D instead')
        if input.size(-1) != self.input_size:
            _refuse('shape/linear-features', f'input has inconsistent input_size: got {input.size(-1)} expected {self.input_size}', 'RuntimeError')
        for index, (name, state) in enumerate(states):
            if input.dim() == 2 and state.dim() == 2 and input.size(0) != state.size(0):
                _refuse('shape/arguments', f"Input batch size {input.size(0)} doesn't match hidden{index} batch size {state.size(0)}", 'RuntimeError')
            if state.size(-1) != self.hidden_size:
                _refuse('shape/arguments', f'hidden{index} has inconsistent hidden_size: got {state.size(-1)}, expected {self.hidden_size}', 'RuntimeError')
        return _result(noun, [input], list(input.shape[:-1]) + [self.hidden_size])


class RNNCell(RNNCellBase):
    def __init__(self, input_size, hidden_size, bias=True, nonlinearity='tanh', device=None, dtype=None):
        super().__init__(input_size, hidden_size, bias, 1, device, dtype)
        self.nonlinearity = nonlinearity

    def forward(self, input, hx=None):
        return self._step(input, [] if hx is None else [('hidden', hx)], f'rnn_{self.nonlinearity}_cell')


class GRUCell(RNNCellBase):
    def __init__(self, input_size, hidden_size, bias=True, device=None, dtype=None):
        super().__init__(input_size, hidden_size, bias, 3, device, dtype)

    def forward(self, input, hx=None):
        return self._step(input, [] if hx is None else [('hidden', hx)], 'gru_cell')


class LSTMCell(RNNCellBase):
    def __init__(self, input_size, hidden_size, bias=True, device=None, dtype=None):
        super().__init__(input_size, hidden_size, bias, 4, device, dtype)

    def forward(self, input, hx=None):
        states = [] if hx is None else [(f'hx[{index}]', state) for index, state in enumerate(hx)]
        return self._step(input, states, 'lstm_cell'), _result('lstm_cell', [input], list(input.shape[:-1]) + [self.hidden_size])
