import { connect } from 'node:net';
import { expect, it } from 'vitest';
import { openBroker } from '../fakes/open-broker.ts';

/* Takes as long as the patience that it is about. */
it('cuts off who sends a request letter by letter, with a pass or without', async () => {
  const open = await openBroker();
  const begun = performance.now();
  const cut = (first: string) =>
    new Promise<number>((resolve) => {
      const socket = connect(open.port, '127.0.0.1');
      const drip = setInterval(() => socket.write('a'), 500);
      socket
        .on('error', () => undefined)
        .on('close', () => {
          clearInterval(drip);
          resolve(performance.now() - begun);
        });
      socket.resume().write(first);
    });
  const times = await Promise.all([
    cut('GET /client/v4/zones HTTP/1.1\r\nX-Slow: '),
    cut(`GET /client/v4/zones HTTP/1.1\r\nAuthorization: Bearer ${open.pass}\r\nX-Slow: `),
  ]);
  /* Not before the patience has run out, and not long after it. */
  expect(Math.min(...times)).toBeGreaterThan(5_000);
  expect(Math.max(...times)).toBeLessThan(20_000);
  expect(open.arrived).toEqual([]);
}, 40_000);
