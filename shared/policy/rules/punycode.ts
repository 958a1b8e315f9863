const base = 36;
const least = 1;
const most = 26;
const skew = 38;
const damp = 700;
const firstBias = 72;
const firstSign = 128;
const largest = 0x10ffff;

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
  if (/^[a-z]$/.test(sign)) return sign.charCodeAt(0) - 97;
  return /^\d$/.test(sign) ? Number(sign) + 26 : null;
}

function adapted(value: number, size: number, isFirst: boolean): number {
  let left = Math.floor(value / (isFirst ? damp : 2));
  left += Math.floor(left / size);
  let places = 0;
  for (; left > ((base - least) * most) / 2; places += base) left = Math.floor(left / (base - least));
  return places + Math.floor((base * left) / (left + skew));
}
