/** Tensors made from Python values: `torch.tensor([[1, 2]])`, and calling the classes themselves. */
import type { Shape, DType } from '../../../kernels/ops/tensor-type';
import { product } from '../../../kernels/dims/dim';
import { makeClass, setConstructor } from '../../interpreter/class';
import { repr } from '../../interpreter/operator';
import { int, list, native, str, tuple, unknown, unknownInt } from '../../interpreter/value';
import type { CallArguments, ClassValue, ObjectValue, Value } from '../../interpreter/value';
import { constantOf, holdConstant } from './constant';
import { bufferClass, graphTensor, isTensor, makeTensor, parameterClass, sizeClass, tensorClass } from './tensor';

interface Literal {
  readonly shape: Shape;
  readonly dtype: DType | null;
}

const width: Readonly<Partial<Record<DType, number>>> = { bool: 0, int64: 1, float32: 2, complex64: 3 };

/** The element type of numbers of several: the widest. */
function widest(items: readonly Literal[]): DType | null {
  const types = items.map((item) => item.dtype);
  if (types.includes(null)) return null;
  const [first = null] = types;
  return types.reduce((a, b) => ((width[b ?? 'bool'] ?? 0) > (width[a ?? 'bool'] ?? 0) ? b : a), first);
}

/** The shape and kind of nested lists of numbers; null where they are not known. */
function literalOf(value: Value): Literal | null {
  switch (value.kind) {
    case 'int':
      return { shape: [], dtype: 'int64' };
    case 'float':
      return { shape: [], dtype: value.isComplex === true ? 'complex64' : 'float32' };
    case 'bool':
      return { shape: [], dtype: 'bool' };
    case 'range':
      return { shape: [typeof value.start === 'number' && typeof value.stop === 'number' && typeof value.step === 'number' ? Math.max(0, Math.ceil((value.stop - value.start) / value.step)) : null], dtype: 'int64' };
    case 'list':
    case 'tuple': {
      if (value.rest !== null) {
        const inner = literalOf(value.rest);
        return inner === null ? null : { shape: [null, ...inner.shape], dtype: inner.dtype };
      }
      const items = value.items.map(literalOf).filter((item) => item !== null);
      const [first] = items;
      if (value.items.length === 0) return { shape: [0], dtype: 'float32' };
      if (first === undefined || items.length < value.items.length) return null;
      return { shape: [value.items.length, ...first.shape], dtype: widest(items) };
    }
    case 'object':
      return isTensor(value) && graphTensor(value).type.shape !== null ? { shape: graphTensor(value).type.shape ?? [], dtype: graphTensor(value).type.dtype } : null;
    default:
      return null;
  }
}

/** `torch.tensor(data, dtype)`; a null dtype is that of the data. */
export function tensorOf(data: Value, dtype: DType | null): ObjectValue {
  const type = literalOf(data);
  const made = makeTensor({ shape: type?.shape ?? null, dtype: dtype ?? type?.dtype ?? null });
  const numbers = numbersIn(data);
  if (numbers !== null) holdConstant(made, graphTensor(made).type, numbers);
  return made;
}

/** The numbers in nested lists; null where one is not known. */
function numbersIn(value: Value): readonly number[] | null {
  if ((value.kind !== 'list' && value.kind !== 'tuple') || value.rest !== null) return constantOf(value);
  const parts = value.items.map(numbersIn);
  return parts.includes(null) ? null : parts.flatMap((part) => part ?? []);
}

function sizes(values: readonly Value[]): Shape {
  return values.map((value) => (value.kind === 'int' ? value.value : null));
}

/** `torch.Tensor(2, 3)`, `torch.Tensor([1, 2])`: sizes one by one, or data. */
function construct(dtype: DType, { positional: given, open }: CallArguments): Value {
  const [data] = given;
  if (open) return makeTensor({ shape: null, dtype });
  if (given.every((value) => value.kind === 'int')) return makeTensor({ shape: data === undefined ? [0] : sizes(given), dtype });
  if (data?.kind === 'tuple' && data.class === sizeClass) return makeTensor({ shape: data.rest === null ? sizes(data.items) : null, dtype });
  return tensorOf(data ?? unknown, dtype);
}

setConstructor(tensorClass, (_, _type, args) => construct('float32', args));

for (const type of [parameterClass, bufferClass]) {
  setConstructor(type, (_, _type, args) => {
    const data = args.positional[0] ?? args.keyword.get('data');
    if (data === undefined) return makeTensor({ shape: args.open ? null : [0], dtype: 'float32' }, type);
    if (!isTensor(data)) return makeTensor({ shape: null, dtype: null }, type);
    const held = makeTensor(graphTensor(data).type, type);
    const numbers = constantOf(data);
    if (numbers !== null) holdConstant(held, graphTensor(data).type, numbers, data);
    return held;
  });
}

setConstructor(sizeClass, (_, type, args) => {
  const [data = tuple([])] = args.positional;
  return data.kind === 'list' || data.kind === 'tuple' ? tuple(data.items, data.rest, type) : tuple([], unknownInt, type);
});

sizeClass.attributes.set('numel', native('numel', (_, { positional: [self = unknown] }) => {
  return self.kind === 'tuple' && self.rest === null ? int(product(sizes(self.items))) : unknownInt;
}));

/** `torch.Size([2, 3])`. */
sizeClass.attributes.set('__repr__', native('__repr__', (machine, { positional: [self = unknown] }) => {
  const sizes = self.kind === 'tuple' ? repr(machine, list(self.items, self.rest)) : null;
  return str(sizes === null ? null : `torch.Size(${sizes})`);
}));

const typed: Readonly<Record<string, DType>> = {
  FloatTensor: 'float32', DoubleTensor: 'float64', HalfTensor: 'float16', BFloat16Tensor: 'bfloat16', LongTensor: 'int64', IntTensor: 'int32',
  ShortTensor: 'int16', CharTensor: 'int8', ByteTensor: 'uint8', BoolTensor: 'bool',
};

/** `torch.LongTensor` and its like: they make plain tensors of their element type. */
export const typedClasses: ReadonlyMap<string, ClassValue> = new Map(
  Object.entries(typed).map(([name, dtype]) => [name, makeClass(name, { module: 'torch', open: true, construct: (_, _type, args) => construct(dtype, args) })]),
);
