const base = 36;
const least = 1;
const most = 26;
const skew = 38;
const damp = 700;
const firstBias = 72;
const firstSign = 128;
const largest = 0x10ffff;
const digits = 'abcdefghijklmnopqrstuvwxyz0123456789';

/** What a step of a name that begins with `xn--` stands for (RFC 3492), without that prefix; null for no such thing. */
export function fromPunycode(text: string): string | null {
  const plainEnd = text.lastIndexOf('-');
  const signs = [...text.slice(0, Math.max(0, plainEnd))].map((sign) => sign.charCodeAt(0));
  let at = plainEnd + 1;
  let [sign, index, bias] = [firstSign, 0, firstBias];
  while (at < text.length) {
    const read = readNumber(text, at, bias);
    if (read === null) return null;
    const size = signs.length + 1;
    bias = adapted(read.value, size, index === 0);
    index += read.value;
    sign += Math.floor(index / size);
    index %= size;
    if (sign > largest) return null;
    signs.splice(index, 0, sign);
    index += 1;
    at = read.end;
  }
  return String.fromCodePoint(...signs);
}

/** What stands in a name behind `xn--` for a step with other than English letters (RFC 3492). */
export function toPunycode(text: string): string {
  const signs = [...text].map((sign) => sign.codePointAt(0) ?? 0);
  const plain = signs.filter((sign) => sign < firstSign);
  let written = String.fromCodePoint(...plain) + (plain.length === 0 ? '' : '-');
  let [size, index, bias, next] = [plain.length, 0, firstBias, firstSign];
  while (size < signs.length) {
    const sign = Math.min(...signs.filter((one) => one >= next));
    index += (sign - next) * (size + 1);
    for (const one of signs) {
      if (one < sign) index += 1;
      if (one !== sign) continue;
      written += writtenNumber(index, bias);
      size += 1;
      bias = adapted(index, size, size === plain.length + 1);
      index = 0;
    }
    index += 1;
    next = sign + 1;
  }
  return written;
}

function writtenNumber(value: number, bias: number): string {
  let [left, written] = [value, ''];
  for (let place = base; ; place += base) {
    const limit = Math.min(most, Math.max(least, place - bias));
    if (left < limit) return written + digits.charAt(left);
    written += digits.charAt(limit + ((left - limit) % (base - limit)));
    left = Math.floor((left - limit) / (base - limit));
  }
}

/* A number of as many digits as it needs, the smallest first. */
function readNumber(text: string, start: number, bias: number): { value: number; end: number } | null {
  let [value, weight] = [0, 1];
  for (let at = start, place = base; at < text.length; at += 1, place += base) {
    const digit = digitOf(text.charAt(at));
    if (digit === null) return null;
    value += digit * weight;
    if (value > largest * 64) return null;
    const limit = Math.min(most, Math.max(least, place - bias));
    if (digit < limit) return { value, end: at + 1 };
    weight *= base - limit;
  }
  return null;
}

function digitOf(sign: string): number | null {
  const digit = digits.indexOf(sign);
  return digit === -1 ? null : digit;
}

function adapted(value: number, size: number, isFirst: boolean): number {
  let left = Math.floor(value / (isFirst ? damp : 2));
  left += Math.floor(left / size);
  let places = 0;
  for (; left > ((base - least) * most) / 2; places += base) left = Math.floor(left / (base - least));
  return places + Math.floor((base * left) / (left + skew));
}
