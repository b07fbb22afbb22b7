"""Records arrays as NumPy writes them: `python3 record_npy.py`."""
import base64
import io
import json
import pathlib

import numpy

cases = []


def case(array, version=None):
    file = io.BytesIO()
    numpy.lib.format.write_array(file, array, version=version)
    values = [str(value) for value in array.reshape(-1).astype(numpy.float64)]
    cases.append({'file': base64.b64encode(file.getvalue()).decode(), 'shape': list(array.shape), 'code': array.dtype.str, 'values': values})


for code in ('<f4', '>f4', '<f8', '>f8', '<f2', '<i8', '>i8', '<i4', '<i2', '|i1', '|u1', '<u2', '|b1'):
    case((numpy.arange(6) % 4 - (0 if code[1] in 'ub' else 1)).reshape(2, 3).astype(code))
case(numpy.array([0.0, -0.0, numpy.inf, -numpy.inf, numpy.nan, 5.960464e-08, 65504, 0.1, -2.5], dtype='<f2'))
case(numpy.array([1e-45, 3.4e38, numpy.nan, -numpy.inf], dtype='<f4'))
case(numpy.asfortranarray(numpy.arange(24, dtype='<f4').reshape(2, 3, 4)))
case(numpy.float32(3).reshape(()))
case(numpy.zeros((0, 3), dtype='<f4'))
case(numpy.asfortranarray(numpy.zeros((0, 3), dtype='<f4')))
case(numpy.arange(5, dtype='<f4'), (2, 0))
case(numpy.arange(5, dtype='<f4'), (3, 0))
(pathlib.Path(__file__).parent / 'truth' / 'npy.json').write_text(json.dumps(cases, indent=1) + '\n')
print(len(cases), 'files')
