/** Arguments between the scene's plain data and what ops read. */
import { format } from '../../kernels/dims/dim';
import type { Datum } from '../../kernels/ops/op';
import type { SceneDatum } from '../../extension/protocol/scene';

const floats: Readonly<Record<string, number>> = { Infinity: Infinity, '-Infinity': -Infinity, NaN: NaN };

/** An argument as ops read it. */
export function datumOf(value: SceneDatum): Datum {
  switch (value.kind) {
    case 'int':
      return { kind: 'int', value: typeof value.value === 'string' ? Number(value.value) : value.value };
    case 'float':
      return { kind: 'float', value: typeof value.value === 'string' ? (floats[value.value] ?? null) : value.value };
    case 'list':
      return { kind: 'list', items: value.items?.map(datumOf) ?? null };
    case 'slice':
      return { kind: 'slice', start: datumOf(value.start), stop: datumOf(value.stop), step: datumOf(value.step) };
    case 'dtype':
    case 'tensor':
      return { kind: 'unknown' };
    default:
      return value;
  }
}

/** An argument as plain data. */
export function sceneDatumOf(datum: Datum): SceneDatum {
  switch (datum.kind) {
    case 'int':
      return { kind: 'int', value: typeof datum.value === 'object' && datum.value !== null ? format(datum.value) : datum.value };
    case 'float':
      return { kind: 'float', value: datum.value === null || Number.isFinite(datum.value) ? datum.value : String(datum.value) };
    case 'list':
      return { kind: 'list', items: datum.items?.map(sceneDatumOf) ?? null };
    case 'bool':
    case 'str':
    case 'none':
    case 'dtype':
      return datum;
    case 'slice':
      return { kind: 'slice', start: sceneDatumOf(datum.start), stop: sceneDatumOf(datum.stop), step: sceneDatumOf(datum.step) };
    case 'ellipsis':
      return datum;
    default:
      return { kind: 'unknown' };
  }
}
