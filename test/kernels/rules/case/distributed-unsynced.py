# fires: a convolutional model
model = nn.Sequential(nn.Conv2d(3, 8, 3, bias=False), nn.BatchNorm2d(8))
model = nn.parallel.DistributedDataParallel(model)  # <-
# fires: imported by name
from torch.nn.parallel import DistributedDataParallel as DDP
model = DDP(nn.Sequential(nn.Linear(8, 8, bias=False), nn.BatchNorm1d(8)))  # <-
# fires: deep inside
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.blocks = nn.ModuleList([nn.Sequential(nn.Conv2d(4, 4, 3, bias=False), nn.BatchNorm2d(4)) for _ in range(2)])


model = nn.parallel.DistributedDataParallel(Net(), find_unused_parameters=True)  # <-
# fires: in a function
def wrap(model):
    return nn.parallel.DistributedDataParallel(model)  # <-


model = wrap(nn.Sequential(nn.Conv1d(2, 2, 3, bias=False), nn.BatchNorm1d(2)))
# fires: one of them converted
a = nn.Sequential(nn.Conv2d(3, 8, 3, bias=False), nn.BatchNorm2d(8))
b = nn.SyncBatchNorm.convert_sync_batchnorm(nn.Sequential(nn.Conv2d(8, 8, 3, bias=False), nn.BatchNorm2d(8)))
model = nn.parallel.DistributedDataParallel(nn.Sequential(a, b))  # <-
# fires: of volumes
model = nn.parallel.DistributedDataParallel(nn.Sequential(nn.Conv3d(1, 4, 3, bias=False), nn.BatchNorm3d(4)))  # <-
# silent: converted
model = nn.Sequential(nn.Conv2d(3, 8, 3, bias=False), nn.BatchNorm2d(8))
model = nn.SyncBatchNorm.convert_sync_batchnorm(model)
model = nn.parallel.DistributedDataParallel(model)
# silent: synchronised from the start
model = nn.parallel.DistributedDataParallel(nn.Sequential(nn.Conv2d(3, 8, 3, bias=False), nn.SyncBatchNorm(8)))
# silent: group norm
model = nn.parallel.DistributedDataParallel(nn.Sequential(nn.Conv2d(3, 8, 3, bias=False), nn.GroupNorm(2, 8)))
# silent: no norm
model = nn.parallel.DistributedDataParallel(nn.Linear(4, 2))
# silent: frozen statistics
model = nn.Sequential(nn.Conv2d(3, 8, 3, bias=False), nn.BatchNorm2d(8))
model[1].eval()
model = nn.parallel.DistributedDataParallel(model)
# silent: not distributed
model = nn.Sequential(nn.Conv2d(3, 8, 3, bias=False), nn.BatchNorm2d(8))
y = model(torch.randn(8, 3, 8, 8))
