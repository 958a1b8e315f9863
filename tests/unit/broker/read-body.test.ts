import { PassThrough } from 'node:stream';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { collectBody } from '../../../electron/broker/collect-body.ts';
import { readFormBody, readJsonBody } from '../../../electron/broker/read-body.ts';

it('a body that broke off before anybody reads it is not waited for', async () => {
  const body = new PassThrough();
  const closed = new Promise((resolve) => body.once('close', resolve));
  body.destroy();
  await closed;
  expect(await collectBody(body, { most: 100, withinMs: 60_000 })).toEqual({ kind: 'broken-off' });
});

const bytes = (text: string) => new TextEncoder().encode(text);

describe('the bytes of a JSON body', () => {
  it('are read as UTF-8', () => {
    expect(readJsonBody(bytes('{"name":"bücher"}'))).toEqual({ ok: true, value: { name: 'bücher' } });
  });

  it.each([
    ['bytes that are no text', Uint8Array.of(0x22, 0xff, 0x22)],
    ['an overlong sign', Uint8Array.of(0x22, 0xc0, 0xaf, 0x22)],
    ['half a character', Uint8Array.of(0x22, 0xed, 0xa0, 0x80, 0x22)],
    ['a mark of byte order', Uint8Array.of(0xef, 0xbb, 0xbf, 0x31)],
    ['text of two bytes a sign', Uint8Array.of(0x7b, 0, 0x7d, 0)],
    ['nothing', new Uint8Array()],
  ])('are refused with %s', (_what, body) => {
    expect(readJsonBody(body)).toMatchObject({ ok: false, refusal: { code: 'body-refused' } });
  });
});

const type = 'multipart/form-data; boundary=edge';
const part = (name: string, text: string) =>
  `--edge\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${text}\r\n`;
const read = (body: string, contentType = type) => readFormBody(bytes(body), contentType);

describe('the bytes of a form', () => {
  it('are read as other programs write them', async () => {
    const sent = new FormData();
    sent.append('manifest', '{"/index.html":"abc"}');
    sent.append('_worker.bundle', new File(['bücher'], 'bundle.js', { type: 'application/javascript' }));
    sent.append('large', new File(['x'.repeat(70_000)], 'large.txt'));
    const response = new Response(sent);
    const body = new Uint8Array(await response.arrayBuffer());
    const found = readFormBody(body, response.headers.get('content-type') ?? '');
    expect(found.ok ? [...found.form.parts] : found).toEqual([
      ['manifest', { fileName: null, type: null, size: 21, text: '{"/index.html":"abc"}', parts: null }],
      [
        '_worker.bundle',
        { fileName: 'bundle.js', type: 'application/javascript', size: 7, text: 'bücher', parts: null },
      ],
      [
        'large',
        { fileName: 'large.txt', type: 'application/octet-stream', size: 70_000, text: null, parts: null },
      ],
    ]);
  });

  it('are read within a file that is a form itself, once', async () => {
    const blobOf = (sent: FormData) => new Response(sent).blob();
    const bundle = new FormData();
    bundle.set('metadata', '{"main_module":"a.js"}');
    bundle.set('a.js', new File(['1'], 'a.js', { type: 'application/javascript+module' }));
    const sent = new FormData();
    sent.append('_worker.bundle', new File([await blobOf(bundle)], '_worker.bundle'));
    const twice = new FormData();
    twice.append('_worker.js', new File([await blobOf(sent)], 'outer'));
    twice.append('other', new File([await blobOf(bundle)], 'other'));
    const inner = async (form: FormData, name: string) => {
      const response = new Response(form);
      const found = readFormBody(
        new Uint8Array(await response.arrayBuffer()),
        response.headers.get('content-type') ?? '',
      );
      return found.ok ? found.form.parts.get(name)?.parts : found;
    };
    expect(await inner(sent, '_worker.bundle')).toMatchObject(
      new Map([
        ['metadata', { fileName: null, text: '{"main_module":"a.js"}' }],
        ['a.js', { fileName: 'a.js', size: 1, text: null }],
      ]),
    );
    const outer = await inner(twice, '_worker.js');
    expect(await inner(twice, 'other')).toBeNull();
    expect(outer instanceof Map && outer.get('_worker.bundle')?.parts).toBeNull();
    sent.set('_worker.bundle', new File([`${part('metadata', '{}')}--edge--`], 'a', { type }));
    expect(await inner(sent, '_worker.bundle')).toBeNull();
    const hiding = `${part('a', '1\n--edge\r\nContent-Disposition: form-data; name="metadata"\r\n\r\n{}')}--edge--`;
    const doubled = `${part('a', '1')}${part('a', '2')}--edge--`;
    for (const broken of [part('a', '1'), doubled, hiding, 'hello']) {
      sent.set('_worker.bundle', new File([broken], 'a'));
      expect(await inner(sent, '_worker.bundle')).toBeNull();
    }
  });

  const modules = (count: number, edge: string) =>
    [
      ...Array.from({ length: count }, (_, i) => part(`m${i}.js`, `export default ${i}`)),
      `${part('metadata', '{}')}--edge--`,
    ]
      .join('')
      .replaceAll('--edge', `--${edge}`);
  const program = (content: string, rest = '') => read(`${part('_worker.bundle', content)}${rest}--edge--`);

  it('are read within a program of many modules', () => {
    const partsOf = (count: number) => {
      const form = program(modules(count, 'inner'));
      return form.ok ? form.form.parts.get('_worker.bundle')?.parts : form;
    };
    const parts = partsOf(19_999);
    expect(parts instanceof Map && parts.size).toBe(20_000);
    expect(parts instanceof Map && parts.get('metadata')?.text).toBe('{}');
    expect(partsOf(20_000)).toBeNull();
  });

  it('are known again by the parts of a program, too, but a Worker’s own upload by all its bytes', () => {
    const digestOf = (content: string, rest?: string) => {
      const form = program(content, rest);
      return form.ok ? form.form.digest : null;
    };
    const one = digestOf(modules(2, 'inner'));
    expect(one).toMatch(/^[0-9a-f]{64}$/);
    expect(digestOf(modules(2, 'another'))).toBe(one);
    expect(digestOf(modules(3, 'inner'))).not.toBe(one);
    expect(digestOf(modules(2, 'inner').replace('m1.js', 'm2.js'))).not.toBe(one);
    expect(digestOf(modules(2, 'inner').replace('default 1', 'default 2'))).not.toBe(one);
    const worker = part('metadata', '{}');
    expect(digestOf(modules(2, 'inner'), worker)).not.toBe(digestOf(modules(2, 'another'), worker));
  });

  it('are not read as text where a field is larger than any that is meant to be read', () => {
    const sizes = [4_000_000, 4_000_001].map((size) => read(`${part('metadata', 'x'.repeat(size))}--edge--`));
    expect(sizes.map((one) => one.ok && one.form.parts.get('metadata')?.text?.length)).toEqual([
      4_000_000,
      undefined,
    ]);
  });

  it('are no parts where there are none', () => {
    expect(read('', '')).toMatchObject({ ok: true, form: { kind: 'form', parts: new Map() } });
  });

  it('are known again by their parts, whatever stands between them', () => {
    const body = `${part('a', '1')}${part('b', '2')}--edge--`;
    const digestOf = (text: string, contentType = type) => {
      const form = read(text, contentType);
      return form.ok ? form.form.digest : null;
    };
    const other = digestOf(body.replaceAll('--edge', '--other'), type.replace('edge', 'other'));
    expect(other).toMatch(/^[0-9a-f]{64}$/);
    expect(digestOf(body)).toBe(other);
    expect(digestOf(body.replace('2', '3'))).not.toBe(other);
    expect(digestOf(body.replace('name="b"', 'name="c"'))).not.toBe(other);
    expect(digestOf(`${part('a', '1')}--edge--`)).not.toBe(other);
  });

  it.each([
    ['another type', `${part('a', '1')}--edge--`, 'application/json'],
    ['no boundary', `${part('a', '1')}--edge--`, 'multipart/form-data'],
    ['two boundaries', `${part('a', '1')}--edge--`, `${type}; boundary=other`],
    ['words before the first part', `hello\r\n${part('a', '1')}--edge--`],
    ['words after the last part', `${part('a', '1')}--edge--\r\nhello`],
    ['no end', part('a', '1')],
    ['a boundary that goes on', `${part('a', '1')}--edgeless\r\n\r\n--edge--`],
    /* A reader that ends parts there, too, publishes this on the live website, and the card says "preview". */
    [
      'a boundary after a bare line feed',
      `${part('_headers', '/*\n  X: y\n--edge\r\nContent-Disposition: form-data; name="branch"\r\n\r\nmain')}${part('branch', 'draft')}--edge--`,
    ],
    ['a boundary within a line', `${part('a', 'x--edge')}--edge--`],
    ['a boundary right after another', '--edge\r\n--edge--'],
    [
      'a boundary with a space at its end',
      `${part('a', '1')}--edge--`.replaceAll('--edge', '--edge '),
      'multipart/form-data; boundary="edge "',
    ],
    [
      'a boundary that needs quotation marks and has none',
      `${part('a', '1')}--edge--`.replaceAll('--edge', '--edge,a'),
      'multipart/form-data; boundary=edge,a',
    ],
    ['line ends without a return', `${part('a', '1')}--edge--`.replaceAll('\r\n', '\n')],
    ['a name that stands twice', `${part('a', '1')}${part('a', '2')}--edge--`],
    ['a part without a name', '--edge\r\nContent-Disposition: form-data\r\n\r\n1\r\n--edge--'],
    [
      'two names for a part',
      '--edge\r\nContent-Disposition: form-data; name="a"; name="b"\r\n\r\n1\r\n--edge--',
    ],
    [
      'two heads for a part',
      '--edge\r\nContent-Disposition: form-data; name="a"\r\nContent-Disposition: form-data; name="b"\r\n\r\n1\r\n--edge--',
    ],
    ['a folded head', '--edge\r\nContent-Disposition: form-data;\r\n name="a"\r\n\r\n1\r\n--edge--'],
    [
      'another head',
      '--edge\r\nContent-Disposition: form-data; name="a"\r\nContent-Transfer-Encoding: base64\r\n\r\n1\r\n--edge--',
    ],
    [
      'an encoded file name',
      `--edge\r\nContent-Disposition: form-data; name="a"; filename*=UTF-8''b\r\n\r\n1\r\n--edge--`,
    ],
    ['an escaped name', '--edge\r\nContent-Disposition: form-data; name="a\\"b"\r\n\r\n1\r\n--edge--'],
    ['too many parts', `${Array.from({ length: 1001 }, (_, i) => part(`a${i}`, '')).join('')}--edge--`],
  ])('are refused with %s', (_what, body, contentType = type) => {
    expect(read(body, contentType)).toMatchObject({ ok: false, refusal: { code: 'body-refused' } });
  });

  it('hold any bytes in a file', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 2000 }), async (content) => {
        const sent = new FormData();
        sent.append('file', new File([Buffer.from(content)], 'a.bin'));
        const response = new Response(sent);
        const body = new Uint8Array(await response.arrayBuffer());
        const found = readFormBody(body, response.headers.get('content-type') ?? '');
        expect(found).toMatchObject({ ok: true });
        expect(found.ok && found.form.parts.get('file')?.size).toBe(content.length);
      }),
    );
  });
});
