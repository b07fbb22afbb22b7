"""Records what PyTorch raises in each case of the rules: python record_case.py (needs torch)."""
import contextlib
import io
import json
import pathlib
import re
import warnings

import torch

IMPORTS = 'import torch\nfrom torch import nn\nimport torch.nn.functional as F\n\n'


def outcome(source):
    torch.manual_seed(0)
    torch.set_grad_enabled(True)
    torch.set_default_dtype(torch.float32)
    try:
        with contextlib.redirect_stdout(io.StringIO()), warnings.catch_warnings():
            warnings.simplefilter('ignore')
            exec(compile(source, 'case.py', 'exec'), {'__name__': '__main__'})
    except Exception as error:
        return str(error)
    return None


def one_process():
    """DistributedDataParallel wants a group, be it of one."""
    torch.distributed.init_process_group('gloo', store=torch.distributed.HashStore(), rank=0, world_size=1)
    # It demands a GPU of SyncBatchNorm, which its construction does not need.
    torch.nn.parallel.DistributedDataParallel._passing_sync_batchnorm_handle = lambda self, module: None


def main():
    one_process()
    folder = pathlib.Path(__file__).parent
    recorded = {}
    for path in sorted((folder / 'case').glob('*.py')):
        parts = re.split(r'^(?=# (?:fires|silent): )', path.read_text(), flags=re.M)
        cases = {part.split('\n', 1)[0][2:]: outcome(IMPORTS + part.split('\n', 1)[1]) for part in parts if part.strip()}
        recorded[path.stem] = cases
        for title, text in cases.items():
            print(path.stem, '|', title, '|', (text or 'ran').split('\n')[0])
    (folder / 'truth.json').write_text(json.dumps(recorded, indent=1) + '\n')


main()
