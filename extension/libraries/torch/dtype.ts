/** `torch.dtype` and its values. */
import type { DType } from '../../../kernels/ops/tensor-type';
import { makeClass } from '../../interpreter/class';
import { bool, native, none, object, str, unknown } from '../../interpreter/value';
import type { ObjectValue, Value } from '../../interpreter/value';

export const dtypeClass = makeClass('dtype', { module: 'torch' });

const names: Readonly<Record<DType, readonly string[]>> = {
  float16: ['half'],
  bfloat16: [],
  float32: ['float'],
  float64: ['double'],
  uint8: [],
  int8: [],
  int16: ['short'],
  int32: ['int'],
  int64: ['long'],
  bool: [],
  complex64: ['cfloat'],
  complex128: ['cdouble'],
};

const values = new Map<DType, ObjectValue>();

/** Every dtype under each of its names in `torch`. */
export const dtypeNames: ReadonlyMap<string, ObjectValue> = new Map(
  (Object.entries(names) as [DType, readonly string[]][]).flatMap(([name, aliases]) => {
    const value = object(dtypeClass, name);
    values.set(name, value);
    return [name, ...aliases].map((alias) => [alias, value] as const);
  }),
);

/** The value that stands for a dtype; unknown for null. */
export function dtypeValue(dtype: DType | null): Value {
  return dtype === null ? unknown : (values.get(dtype) ?? unknown);
}

/** The dtype that a value stands for; null for any other value. */
export function dtypeOf(value: Value): DType | null {
  return value.kind === 'object' && value.class === dtypeClass ? (value.data as DType) : null;
}

function property(read: (dtype: DType) => Value): Value {
  const getter = native('dtype', (_, args) => {
    const [self] = args.positional;
    const dtype = self === undefined ? null : dtypeOf(self);
    return dtype === null ? none : read(dtype);
  });
  return { kind: 'property', getter, setter: null, cached: false };
}

dtypeClass.attributes.set('is_floating_point', property((dtype) => bool(dtype.includes('float'))));
dtypeClass.attributes.set('is_complex', property((dtype) => bool(dtype.startsWith('complex'))));
dtypeClass.attributes.set('__repr__', native('__repr__', (_, args) => {
  const [self] = args.positional;
  return str(self === undefined ? null : `torch.${String(dtypeOf(self))}`);
}));
