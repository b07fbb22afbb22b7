/** Sizes as people write them: `N*⌈H/2⌉`, `⌊(H - 3)/4⌋`, `H % 7`. */
import { ceilDiv, floorDiv, mod } from './divide';
import { add, loneFloor, mirror, mul, normal, termsOf } from './expr';
import { compareMonomials, constant, divide, keyOf, plus, scale, times, withoutAtom } from './polynomial';
import type { Dim, Expr } from './expr';
import type { Atom, FloorAtom, Polynomial, Term } from './polynomial';

/** The size as text that `parse` reads back; `?` for an unknown one. */
export function format(dim: Dim): string {
  if (dim === null) return '?';
  if (typeof dim === 'number') return String(dim);
  let text = texts.get(dim);
  if (text === undefined) {
    text = formatTerms(dim.terms);
    texts.set(dim, text);
  }
  return text;
}

/** Sizes are written out again and again, and finding the shortest way takes its time. */
const texts = new WeakMap<Expr, string>();

/** A multiple of a product of texts. */
interface Piece {
  readonly coefficient: number;
  readonly texts: readonly string[];
}

/** One way to write a term: its text and value, what that leaves to the rest of the sum, and how long it is. */
interface Writing extends Piece {
  readonly value: Dim;
  readonly extra: Polynomial;
  readonly size: number;
}

function formatTerms(terms: Polynomial): string {
  let rest = terms;
  const written: { of: Term; piece: Piece }[] = [];
  for (const { key } of terms) {
    const of = rest.find((one) => one.key === key);
    const atom = of && loneFloor(of);
    if (of === undefined || atom === undefined) continue;
    const others = rest.filter((one) => one !== of);
    const best = writings(of, atom, others)
      .map((piece) => ({ of, piece, others: plus(others, piece.extra) }))
      .reduce((a, b) => (b.others.length + b.piece.size < a.others.length + a.piece.size ? b : a));
    rest = best.others;
    written.push(best);
  }
  const plain = rest.map((of) => ({ of, piece: { coefficient: of.coefficient, texts: factorTexts(of) } }));
  const ordered = [...written, ...plain].sort((a, b) => compareMonomials(a.of, b.of)).map(({ piece }) => piece);
  const start = ordered.findIndex(({ coefficient }) => coefficient > 0);
  const lead = start > 0 ? ordered.splice(start, 1) : [];
  return [...lead, ...ordered].map(formatPiece).join('') || '0';
}

function formatPiece({ coefficient, texts }: Piece, index: number): string {
  const sign = index === 0 ? (coefficient < 0 ? '-' : '') : coefficient < 0 ? ' - ' : ' + ';
  const size = Math.abs(coefficient);
  const [only, ...others] = size === 1 && texts.length > 0 ? texts : [String(size), ...texts];
  // Only a remainder starts with a parenthesis, and it needs none where nothing is before it in its term.
  if (only?.startsWith('(') === true && others.length === 0 && coefficient > 0) return sign + only.slice(1, -1);
  return sign + [only, ...others].join('*');
}

function factorTexts({ factors }: Term): string[] {
  return factors.map(({ atom, exponent }) => (exponent === 1 ? atomText(atom) : `${atomText(atom)}**${String(exponent)}`));
}

function atomText(atom: Atom): string {
  if (atom.kind === 'symbol') return atom.name;
  if (atom.kind !== 'floor') return `${atom.kind}(${atom.operands.map(formatTerms).join(', ')})`;
  const { top, less } = ceilingOf(atom.numerator, atom.divisor);
  const isShorter = less.length === 0 && top.length < atom.numerator.length;
  return isShorter ? fraction('⌈', top, atom.divisor, '⌉') : fraction('⌊', atom.numerator, atom.divisor, '⌋');
}

const NOT_A_WORD = /[^\p{L}\p{N}_.]/u;

function fraction(open: string, numerator: Polynomial, divisor: Polynomial, close: string): string {
  return `${open}${inParentheses(numerator)}/${inParentheses(divisor, NOT_A_WORD)}${close}`;
}

/** The sum as an operand: in parentheses if the pattern is in its text; by itself, if it is more than one product. */
function inParentheses(terms: Polynomial, pattern = / |^-/): string {
  const text = formatTerms(terms);
  return pattern.test(text) ? `(${text})` : text;
}

/** A floor as a ceiling: ⌊r/d⌋ = ⌈(r - d + 1)/d⌉, which for a divisor that is no number is ⌈(r + 1)/d⌉ - 1. */
function ceilingOf(numerator: Polynomial, divisor: Polynomial): { top: Polynomial; less: Polynomial } {
  const isNumber = divisor[0]?.key === '';
  const top = plus(numerator, constant(1), isNumber ? scale(divisor, -1) : []);
  return { top, less: isNumber ? [] : constant(-1) };
}

/** The ways to write a term with one floor: as floor, ceiling or remainder, of itself or its mirror image. */
function writings(of: Term, atom: FloorAtom, others: Polynomial): Writing[] {
  const { divisor } = atom;
  const cofactor = withoutAtom(of, atom);
  const opposite = { ...cofactor, coefficient: -cofactor.coefficient };
  const found: Writing[] = [];
  const write = (by: Term, operation: typeof floorDiv, text: string, top: Polynomial, extra: Polynomial): void => {
    const value = mul(normal([by]), operation(normal(top), normal(divisor)));
    found.push({ coefficient: by.coefficient, texts: [...factorTexts(by), text], value, extra, size: top.length });
  };
  const writeFloor = (by: Term, { numerator }: FloorAtom, extra: Polynomial): void => {
    const { top, less } = ceilingOf(numerator, divisor);
    write(by, floorDiv, fraction('⌊', numerator, divisor, '⌋'), numerator, extra);
    write(by, ceilDiv, fraction('⌈', top, divisor, '⌉'), top, plus(extra, times([by], less)));
  };
  writeFloor(cofactor, atom, []);
  const mirrored = mirror(atom);
  if (mirrored !== undefined) writeFloor(opposite, mirrored.partner, times([opposite], mirrored.offset));
  const { quotient, remainder } = divide([cofactor], divisor);
  const [multiple, another] = quotient;
  if (remainder.length === 0 && multiple !== undefined && another === undefined) {
    const writeRemainder = (by: Term, numerator: Polynomial, whole: Polynomial): void => {
      const top = nearZero(numerator, divisor);
      write(by, mod, `(${inParentheses(top)} % ${inParentheses(divisor, NOT_A_WORD)})`, top, times([multiple], whole));
    };
    // d*⌊r/d⌋ = r - r % d, and the same as a ceiling: with e = r + 1, e - d + (-e) % d.
    const next = plus(atom.numerator, constant(1));
    writeRemainder({ ...multiple, coefficient: -multiple.coefficient }, atom.numerator, atom.numerator);
    writeRemainder(multiple, scale(next, -1), plus(next, scale(divisor, -1)));
  }
  const beside = others.find(({ key }) => key === cofactor.key);
  if (beside !== undefined && beside.coefficient % cofactor.coefficient === 0) {
    const top = plus(atom.numerator, scale(divisor, beside.coefficient / cofactor.coefficient));
    write(cofactor, floorDiv, fraction('⌊', top, divisor, '⌋'), top, scale([beside], -1));
  }
  // The first says no more than the term; another must read back as that.
  return found.filter(({ value, extra }, index) => index === 0 || isSame(add(value, normal(extra)), normal([of])));
}

function isSame(a: Dim, b: Dim): boolean {
  return a !== null && b !== null && keyOf(termsOf(a)) === keyOf(termsOf(b));
}

/** What has the same remainder, with coefficients as near to zero as can be. */
function nearZero(terms: Polynomial, divisor: Polynomial): Polynomial {
  const [size] = divisor;
  if (size?.key !== '') return terms;
  const { remainder } = divide(terms, divisor);
  return remainder.map((of) => (of.coefficient * 2 > size.coefficient ? { ...of, coefficient: of.coefficient - size.coefficient } : of));
}
