"""Records the shapes of the expressions of model/*.py from real runs: `python record_model.py [name]...`, with torch 2.x and einops.

Written to model/truth.json.gz: by program, what `recorded_run.run` gives.
"""
import contextlib
import gzip
import io
import json
import pathlib
import sys
import warnings

from recorded_run import run

folder = pathlib.Path(__file__).parent / 'model'
warnings.simplefilter('ignore')
out = folder / 'truth.json.gz'
truth = json.loads(gzip.decompress(out.read_bytes())) if out.exists() else {}
names = sys.argv[1:]
for source in sorted(folder.glob('*.py')):
    if names and source.stem not in names:
        continue
    sys.argv = [str(source)]
    with contextlib.redirect_stdout(io.StringIO()):
        truth[source.stem] = run(source.read_text(), str(source))
    print(source.stem, len(truth[source.stem]))
out.write_bytes(gzip.compress(json.dumps(truth, separators=(',', ':')).encode(), mtime=0))
