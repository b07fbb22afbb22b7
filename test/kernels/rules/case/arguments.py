# fires: a probability
nn.Dropout(1.5)  # <-
# fires: same padding with a stride
nn.Conv2d(3, 8, 3, stride=2, padding='same')  # <-
# fires: a hidden size
nn.LSTM(8, 0)  # <-
# fires: a loss over classes of another batch
nn.CrossEntropyLoss()(torch.randn(4, 10), torch.zeros(5, dtype=torch.long))  # <-
# fires: a pool in training with an eps of nothing
F.batch_norm(torch.randn(4, 3), None, None, training=False)  # <-
# fires: the sides of a glu
F.gelu(torch.randn(3), approximate='erf')  # <-
# silent: a probability
nn.Dropout(0.5)
# silent: same padding
nn.Conv2d(3, 8, 3, padding='same')
# silent: a hidden size
nn.LSTM(8, 1)
# silent: a loss
nn.CrossEntropyLoss()(torch.randn(4, 10), torch.zeros(4, dtype=torch.long))
# silent: without running statistics
F.batch_norm(torch.randn(4, 3), None, None, training=True)
# silent: approximated
F.gelu(torch.randn(3), approximate='tanh')
