"""Graph networks without a library: GCN with an adjacency, GAT, message passing by scatter, pooling per graph."""
import math

import torch
import torch.nn as nn
import torch.nn.functional as F
from torch.nn.modules.module import Module
from torch.nn.parameter import Parameter


class GraphConvolution(Module):
    def __init__(self, in_features, out_features, bias=True):
        super(GraphConvolution, self).__init__()
        self.in_features = in_features
        self.out_features = out_features
        self.weight = Parameter(torch.FloatTensor(in_features, out_features))
        if bias:
            self.bias = Parameter(torch.FloatTensor(out_features))
        else:
            self.register_parameter('bias', None)
        self.reset_parameters()

    def reset_parameters(self):
        stdv = 1. / math.sqrt(self.weight.size(1))
        self.weight.data.uniform_(-stdv, stdv)
        if self.bias is not None:
            self.bias.data.uniform_(-stdv, stdv)

    def forward(self, input, adj):
        support = torch.mm(input, self.weight)
        output = torch.spmm(adj, support)
        if self.bias is not None:
            return output + self.bias
        else:
            return output


class GCN(nn.Module):
    def __init__(self, nfeat, nhid, nclass, dropout):
        super(GCN, self).__init__()
        self.gc1 = GraphConvolution(nfeat, nhid)
        self.gc2 = GraphConvolution(nhid, nclass)
        self.dropout = dropout

    def forward(self, x, adj):
        x = F.relu(self.gc1(x, adj))
        x = F.dropout(x, self.dropout, training=self.training)
        x = self.gc2(x, adj)
        return F.log_softmax(x, dim=1)


class GraphAttentionLayer(nn.Module):
    def __init__(self, in_features, out_features, dropout, alpha, concat=True):
        super(GraphAttentionLayer, self).__init__()
        self.dropout = dropout
        self.out_features = out_features
        self.concat = concat
        self.W = nn.Parameter(torch.empty(size=(in_features, out_features)))
        nn.init.xavier_uniform_(self.W.data, gain=1.414)
        self.a = nn.Parameter(torch.empty(size=(2 * out_features, 1)))
        nn.init.xavier_uniform_(self.a.data, gain=1.414)
        self.leakyrelu = nn.LeakyReLU(alpha)

    def forward(self, h, adj):
        Wh = torch.mm(h, self.W)
        e = self._prepare_attentional_mechanism_input(Wh)
        zero_vec = -9e15 * torch.ones_like(e)
        attention = torch.where(adj > 0, e, zero_vec)
        attention = F.softmax(attention, dim=1)
        attention = F.dropout(attention, self.dropout, training=self.training)
        h_prime = torch.matmul(attention, Wh)
        if self.concat:
            return F.elu(h_prime)
        return h_prime

    def _prepare_attentional_mechanism_input(self, Wh):
        Wh1 = torch.matmul(Wh, self.a[:self.out_features, :])
        Wh2 = torch.matmul(Wh, self.a[self.out_features:, :])
        e = Wh1 + Wh2.T
        return self.leakyrelu(e)


class GAT(nn.Module):
    def __init__(self, nfeat, nhid, nclass, dropout, alpha, nheads):
        super(GAT, self).__init__()
        self.dropout = dropout
        self.attentions = [GraphAttentionLayer(nfeat, nhid, dropout=dropout, alpha=alpha, concat=True) for _ in range(nheads)]
        for i, attention in enumerate(self.attentions):
            self.add_module('attention_{}'.format(i), attention)
        self.out_att = GraphAttentionLayer(nhid * nheads, nclass, dropout=dropout, alpha=alpha, concat=False)

    def forward(self, x, adj):
        x = F.dropout(x, self.dropout, training=self.training)
        x = torch.cat([att(x, adj) for att in self.attentions], dim=1)
        x = F.dropout(x, self.dropout, training=self.training)
        x = F.elu(self.out_att(x, adj))
        return F.log_softmax(x, dim=1)


class MessagePassing(nn.Module):
    """Edges as [2, E]; messages from both ends and the edge, added at the target."""

    def __init__(self, node_dim, edge_dim, hidden):
        super().__init__()
        self.message = nn.Sequential(nn.Linear(2 * node_dim + edge_dim, hidden), nn.SiLU(), nn.Linear(hidden, hidden))
        self.update = nn.GRUCell(hidden, node_dim)

    def forward(self, x, edge_index, edge_attr):
        source, target = edge_index
        m = self.message(torch.cat([x[source], x[target], edge_attr], dim=-1))
        out = torch.zeros(x.size(0), m.size(1), device=x.device).index_add_(0, target, m)
        degree = torch.zeros(x.size(0)).scatter_add_(0, target, torch.ones(target.size(0)))
        out = out / degree.clamp(min=1).unsqueeze(-1)
        return self.update(out, x)


class GraphClassifier(nn.Module):
    def __init__(self, node_dim=16, edge_dim=4, hidden=32, classes=3, layers=3):
        super().__init__()
        self.embed = nn.Embedding(10, node_dim)
        self.layers = nn.ModuleList(MessagePassing(node_dim, edge_dim, hidden) for _ in range(layers))
        self.norms = nn.ModuleList(nn.LayerNorm(node_dim) for _ in range(layers))
        self.head = nn.Linear(node_dim * 2, classes)

    def forward(self, atoms, edge_index, edge_attr, batch, graphs):
        x = self.embed(atoms)
        for layer, norm in zip(self.layers, self.norms):
            x = x + norm(layer(x, edge_index, edge_attr))
        index = batch[:, None].expand(-1, x.size(1))
        total = torch.zeros(graphs, x.size(1)).scatter_add(0, index, x)
        peak = torch.full((graphs, x.size(1)), -1e9).scatter_reduce(0, index, x, reduce='amax', include_self=False)
        return self.head(torch.cat([total, peak], dim=1))


def normalize_adj(adj):
    adj = adj + torch.eye(adj.shape[0])
    rowsum = adj.sum(1)
    d_inv_sqrt = torch.pow(rowsum, -0.5).flatten()
    d_inv_sqrt[torch.isinf(d_inv_sqrt)] = 0.
    d_mat_inv_sqrt = torch.diag(d_inv_sqrt)
    return d_mat_inv_sqrt @ adj @ d_mat_inv_sqrt


features = torch.randn(30, 12)
adj = normalize_adj((torch.rand(30, 30) > 0.8).float())
labels = torch.randint(0, 5, (30,))
idx_train = torch.LongTensor(range(10))
for model in (GCN(12, 8, 5, 0.5), GAT(12, 8, 5, 0.6, 0.2, 3)):
    output = model(features, adj)
    loss = F.nll_loss(output[idx_train], labels[idx_train])
    preds = output.max(1)[1].type_as(labels)
    correct = preds.eq(labels).double().sum()
net = GraphClassifier()
scores = net(torch.randint(0, 10, (20,)), torch.randint(0, 20, (2, 46)), torch.randn(46, 4), torch.randint(0, 4, (20,)), 4)
