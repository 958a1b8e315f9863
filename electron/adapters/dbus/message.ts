/*
 * The little of D-Bus' wire format that asking one question needs: https://dbus.freedesktop.org/doc/dbus-specification.html
 */

/** A value of a message: a text, a number (uint32) or a truth, or one of them as a variant. */
export type Value =
  | { readonly type: 's'; readonly value: string }
  | { readonly type: 'u'; readonly value: number }
  | { readonly type: 'b'; readonly value: boolean }
  | { readonly type: 'v'; readonly value: Value };

/** A message. Kinds: 1 a call, 2 an answer, 3 an error, 4 a signal. */
export type Message = {
  readonly kind: number;
  readonly serial: number;
  readonly path?: string;
  readonly interface?: string;
  readonly member?: string;
  readonly destination?: string;
  readonly sender?: string;
  /** The serial of the call that this answers. */
  readonly answers?: number;
  readonly body: readonly Value[];
};

/** The longest message that is read, in bytes; nothing that is asked for comes near it. */
const longest = 64 * 1024;

const fields = [
  [1, 'path', 'o'],
  [2, 'interface', 's'],
  [3, 'member', 's'],
  [5, 'answers', 'u'],
  [6, 'destination', 's'],
  [7, 'sender', 's'],
] as const;

class Writer {
  #bytes: number[] = [];

  get length(): number {
    return this.#bytes.length;
  }

  align(to: number): void {
    while (this.#bytes.length % to !== 0) this.#bytes.push(0);
  }

  byte(value: number): void {
    this.#bytes.push(value);
  }

  uint32(value: number): void {
    this.align(4);
    this.#bytes.push(value & 255, (value >>> 8) & 255, (value >>> 16) & 255, (value >>> 24) & 255);
  }

  text(value: string): void {
    const bytes = Buffer.from(value);
    this.uint32(bytes.length);
    this.#bytes.push(...bytes, 0);
  }

  signature(value: string): void {
    this.#bytes.push(value.length, ...Buffer.from(value), 0);
  }

  value(one: Value): void {
    switch (one.type) {
      case 's':
        this.text(one.value);
        return;
      case 'u':
        this.uint32(one.value);
        return;
      case 'b':
        this.uint32(one.value ? 1 : 0);
        return;
      case 'v':
        this.signature(one.value.type);
        this.value(one.value);
    }
  }

  bytes(): Buffer {
    return Buffer.from(this.#bytes);
  }
}

/** Writes a message, in little-endian order. */
export function encode(message: Message): Buffer {
  const body = new Writer();
  for (const one of message.body) body.value(one);
  const head = new Writer();
  /* The fields are counted without the bytes before them, which keep them aligned. */
  for (const [code, name, type] of fields) {
    const value = message[name];
    if (value === undefined) continue;
    head.align(8);
    head.byte(code);
    head.signature(type);
    if (typeof value === 'number') head.uint32(value);
    else head.text(value);
  }
  if (message.body.length > 0) {
    head.align(8);
    head.byte(8);
    head.signature('g');
    head.signature(message.body.map(({ type }) => type).join(''));
  }
  const start = new Writer();
  for (const byte of [0x6c, message.kind, 0, 1]) start.byte(byte);
  start.uint32(body.length);
  start.uint32(message.serial);
  start.uint32(head.length);
  const padding = Buffer.alloc((8 - (head.length % 8)) % 8);
  return Buffer.concat([start.bytes(), head.bytes(), padding, body.bytes()]);
}

/** Reads the first message of some bytes; null while it is not whole. Throws where the bytes make no sense. */
export function decode(bytes: Buffer): { readonly message: Message; readonly length: number } | null {
  if (bytes.length < 16) return null;
  const reader = new Reader(bytes, bytes[0] === 0x6c);
  const bodyLength = reader.uint32At(4);
  const fieldsEnd = 16 + reader.uint32At(12);
  const bodyStart = Math.ceil(fieldsEnd / 8) * 8;
  const length = bodyStart + bodyLength;
  if (length > longest) throw new Error('The message is too long.');
  if (bytes.length < length) return null;
  reader.at = 16;
  const head: Record<string, string | number> = {};
  let signature = '';
  while (reader.at < fieldsEnd) {
    reader.align(8);
    const code = reader.byte();
    const type = reader.signature();
    const value = type === 'g' ? reader.signature() : type === 'u' ? reader.uint32() : reader.text();
    if (code === 8) signature = String(value);
    const name = fields.find(([known]) => known === code)?.[1];
    if (name !== undefined) head[name] = value;
  }
  reader.at = bodyStart;
  const body = reader.known(signature);
  return { length, message: { kind: bytes[1] ?? 0, serial: reader.uint32At(8), ...head, body } };
}

class Reader {
  at = 0;
  readonly #bytes: Buffer;
  readonly #isLittle: boolean;

  constructor(bytes: Buffer, isLittle: boolean) {
    this.#bytes = bytes;
    this.#isLittle = isLittle;
  }

  align(to: number): void {
    this.at = Math.ceil(this.at / to) * to;
  }

  uint32At(at: number): number {
    return this.#isLittle ? this.#bytes.readUInt32LE(at) : this.#bytes.readUInt32BE(at);
  }

  byte(): number {
    this.at += 1;
    return this.#bytes.readUInt8(this.at - 1);
  }

  uint32(): number {
    this.align(4);
    this.at += 4;
    return this.uint32At(this.at - 4);
  }

  text(): string {
    return this.#characters(this.uint32());
  }

  signature(): string {
    return this.#characters(this.byte());
  }

  /** The values of a body as far as their types are known here. */
  known(signature: string): readonly Value[] {
    const values: Value[] = [];
    for (const type of signature) {
      const one = this.#value(type);
      if (one === null) break;
      values.push(one);
    }
    return values;
  }

  #value(type: string): Value | null {
    switch (type) {
      case 's':
        return { type, value: this.text() };
      case 'u':
        return { type, value: this.uint32() };
      case 'b':
        return { type, value: this.uint32() === 1 };
      case 'v': {
        const inner = this.#value(this.signature());
        return inner === null ? null : { type, value: inner };
      }
      default:
        return null;
    }
  }

  #characters(length: number): string {
    const text = this.#bytes.toString('utf8', this.at, this.at + length);
    this.at += length + 1;
    return text;
  }
}
