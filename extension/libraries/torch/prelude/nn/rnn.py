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

    def _check_input(self, input):
        if input.dim() not in (2, 3):
            noun = 'D tensor' if self.mode.startswith('RNN') else 'D'
            _refuse('shape/rank', f'{self._title}: Expected input to be 2D or 3D, got {input.dim()}{noun} instead')
        if input.size(-1) != self.input_size:
            _refuse('shape/linear-features',
                    f'input.size(-1) must be equal to input_size. Expected {self.input_size}, got {input.size(-1)}', 'RuntimeError')

    def _state_sizes(self, input):
        """What each state is expected to measure, for a batch of one where the input has none."""
        batch = 1 if input.dim() == 2 else input.size(0 if self.batch_first else 1)
        layers = self.num_layers * (2 if self.bidirectional else 1)
        state = (layers, batch, self.proj_size if self.proj_size > 0 else self.hidden_size)
        return (state, (layers, batch, self.hidden_size))

    def _check_state(self, input, hx, expected, text):
        if hx is None:
            return
        rank = input.dim()
        if hx.dim() != rank:
            batched = 'batched 3-D' if rank == 3 else 'unbatched 2-D'
            _refuse('shape/rank', f'For {batched} input, hx should also be {rank}-D but got {hx.dim()}-D tensor', 'RuntimeError')
        sizes = list(hx.size())
        if rank == 2:
            sizes.insert(1, 1)
        if sizes != list(expected):
            _refuse('shape/arguments', text.format(expected, sizes), 'RuntimeError')

    def _sequence(self, input):
        """Output, and final states, of a tensor of sequences."""
        state, cell = self._state_sizes(input)
        width = state[2] * (2 if self.bidirectional else 1)
        if input.dim() == 2:
            state, cell = (state[0], state[2]), (cell[0], cell[2])
        name = self.mode.lower()
        return (_result(name, [input], list(input.shape[:-1]) + [width]), _result(name, [input], state), _result(name, [input], cell))

    def _packed(self, input):
        output, state, cell = self._sequence(input.padded if self.batch_first == input.batch_first else input.padded.transpose(0, 1))
        if self.batch_first != input.batch_first:
            output = output.transpose(0, 1)
        return PackedSequence(output, input.lengths, input.batch_first), state, cell

    def forward(self, input, hx=None):
        if isinstance(input, PackedSequence):
            output, state, cell = self._packed(input)
            return output, state
        self._check_input(input)
        self._check_state(input, hx, self._state_sizes(input)[0], 'Expected hidden size {}, got {}')
        output, state, cell = self._sequence(input)
        return output, state


class RNN(RNNBase):
    _title = 'RNN'

    def __init__(self, input_size, hidden_size, num_layers=1, nonlinearity='tanh', bias=True, batch_first=False, dropout=0.0,
                 bidirectional=False, device=None, dtype=None):
        if nonlinearity not in ('tanh', 'relu'):
            _refuse('shape/arguments', f"Unknown nonlinearity '{nonlinearity}'. Select from 'tanh' or 'relu'.")
        super().__init__('RNN_RELU' if nonlinearity == 'relu' else 'RNN_TANH', input_size, hidden_size, num_layers, bias, batch_first,
                         dropout, bidirectional, 0, device, dtype)
        self.nonlinearity = nonlinearity


class GRU(RNNBase):
    _title = 'GRU'

    def __init__(self, input_size, hidden_size, num_layers=1, bias=True, batch_first=False, dropout=0.0, bidirectional=False,
                 device=None, dtype=None):
        super().__init__('GRU', input_size, hidden_size, num_layers, bias, batch_first, dropout, bidirectional, 0, device, dtype)


class LSTM(RNNBase):
    _title = 'LSTM'

    def __init__(self, input_size, hidden_size, num_layers=1, bias=True, batch_first=False, dropout=0.0, bidirectional=False,
                 proj_size=0, device=None, dtype=None):
        super().__init__('LSTM', input_size, hidden_size, num_layers, bias, batch_first, dropout, bidirectional, proj_size, device, dtype)

    def forward(self, input, hx=None):
        if isinstance(input, PackedSequence):
            output, state, cell = self._packed(input)
            return output, (state, cell)
        self._check_input(input)
        if hx is not None:
            self._check_states(input, hx)
        output, state, cell = self._sequence(input)
        return output, (state, cell)

    def _check_states(self, input, hx):
        rank = input.dim()
        if hx[0].dim() != rank or hx[1].dim() != rank:
            batched = 'batched 3-D' if rank == 3 else 'unbatched 2-D'
            _refuse('shape/rank', f'For {batched} input, hx and cx should also be {rank}-D but got ({hx[0].dim()}-D, {hx[1].dim()}-D) tensors',
                    'RuntimeError')
        for index, expected in enumerate(self._state_sizes(input)):
            self._check_state(input, hx[index], expected, f'Expected hidden[{index}] size {{}}, got {{}}')


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
