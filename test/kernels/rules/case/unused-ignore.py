# fires: a rule that finds nothing on the line
pool = nn.MaxPool2d(2)  # shape-inspector: ignore[pooling/after-global]  # <-
# fires: all rules, and none of them finds anything
pool = nn.MaxPool2d(2)  # shape-inspector: ignore  # <-
# fires: a family
norm = nn.BatchNorm2d(8)  # shape-inspector: ignore[norm]  # <-
# fires: one name of two
net = nn.Sequential(
    nn.Conv2d(3, 8, 3),  # shape-inspector: ignore[norm/redundant-bias, norm/eps-half]  # <-
    nn.BatchNorm2d(8),
)
y = net(torch.randn(2, 3, 9, 9))
# fires: a rule that does not exist
norm = nn.BatchNorm2d(8)  # shape-inspector: ignore[norm/redundant-bais]  # <-
# fires: a whole file of nothing wrong
# shape-inspector: ignore-file[shape]  # <-
norm = nn.BatchNorm2d(8)
# fires: on a line of its own
# shape-inspector: ignore[norm/redundant-bias]  # <-
norm = nn.BatchNorm2d(8)
# silent: the finding is there
net = nn.Sequential(
    nn.Conv2d(3, 8, 3),  # shape-inspector: ignore[norm/redundant-bias]
    nn.BatchNorm2d(8),
)
y = net(torch.randn(2, 3, 9, 9))
# silent: above the line
net = nn.Sequential(
    # shape-inspector: ignore[norm]
    nn.Conv2d(3, 8, 3),
    nn.BatchNorm2d(8),
)
y = net(torch.randn(2, 3, 9, 9))
# silent: at the end of a call of several lines
net = nn.Sequential(
    nn.Conv2d(
        3, 8,
        kernel_size=3,
    ),  # shape-inspector: ignore
    nn.BatchNorm2d(8),
)
y = net(torch.randn(2, 3, 9, 9))
# silent: the whole file
# shape-inspector: ignore-file[norm/redundant-bias]
net = nn.Sequential(nn.Conv2d(3, 8, 3), nn.BatchNorm2d(8))
y = net(torch.randn(2, 3, 9, 9))
# silent: behind another comment
net = nn.Sequential(
    nn.Conv2d(3, 8, 3),  # noqa: E501  # shape-inspector: ignore[norm/redundant-bias]
    nn.BatchNorm2d(8),
)
y = net(torch.randn(2, 3, 9, 9))
# silent: in a text, where it is no comment
text = "# shape-inspector: ignore[norm]"
# silent: another tool's comment
norm = nn.BatchNorm2d(8)  # type: ignore[norm]
