import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, it, onTestFinished } from 'vitest';
import { commandNames } from '../../shared/ipc/contract.ts';
import { openApp } from './house.ts';

/** A website that a page might be led to. It writes down who comes. */
async function startElsewhere(): Promise<{ readonly address: string; readonly visits: readonly string[] }> {
  const visits: string[] = [];
  const server = createServer((request, response) => {
    visits.push(request.url ?? '');
    response
      .writeHead(200, { 'content-type': 'text/html', 'access-control-allow-origin': '*' })
      .end('elsewhere');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, visits };
}

async function openPage(): Promise<Page> {
  const app = await openApp();
  const page = await app.page();
  await page.getByRole('button', { name: 'Practise first' }).waitFor();
  return page;
}

describe('the app', () => {
  it('runs no file that a variable names', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'permission-slip-variable-'));
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    const [file, ran] = [join(folder, 'other.cjs'), join(folder, 'ran')];
    await writeFile(file, `require('node:fs').writeFileSync(${JSON.stringify(ran)}, '')`);
    const app = await openApp({ env: { NAPI_RS_NATIVE_LIBRARY_PATH: file } });
    const page = await app.page();
    await page.getByRole('button', { name: 'Practise first' }).waitFor();
    expect(existsSync(ran)).toBe(false);
  });
});

describe('a script that got into a page of the app', () => {
  it('can load nothing from anywhere else, and run no text as a script', async () => {
    const { address, visits } = await startElsewhere();
    const page = await openPage();
    const found = await page.evaluate(async (elsewhere) => {
      const refused = new Map<string, string>();
      Object.assign(window, { refused });
      document.addEventListener('securitypolicyviolation', (event) =>
        refused.set(event.effectiveDirective, event.originalPolicy),
      );
      const add = (name: string, set: Record<string, string>) =>
        document.body.append(Object.assign(document.createElement(name), set));
      add('img', { src: `${elsewhere}/img` });
      add('script', { src: `${elsewhere}/script` });
      add('script', { textContent: 'window.ran = true' });
      add('style', { textContent: 'body { display: none }' });
      add('iframe', { src: `${elsewhere}/frame` });
      add('object', { data: `${elsewhere}/object` });
      add('video', { src: `${elsewhere}/video` });
      add('link', { rel: 'manifest', href: `${elsewhere}/manifest` });
      const button = document.createElement('button');
      button.setAttribute('onclick', 'window.ran = true');
      button.click();

      /* Later, because a debugger's own call is free to evaluate. */
      const evaluated = await new Promise((resolve) => {
        setTimeout(() => {
          try {
            resolve(new Function('window.ran = true')());
          } catch (error) {
            resolve(error instanceof Error ? error.name : '');
          }
        });
      });
      const fetched = await fetch(`${elsewhere}/fetch`, { mode: 'no-cors' }).catch(
        (error: Error) => error.name,
      );
      const fetchedOwn = await fetch('/index.html').catch((error: Error) => error.name);
      navigator.sendBeacon(`${elsewhere}/beacon`);
      const socket = new WebSocket(elsewhere.replace('http', 'ws'));
      await new Promise((resolve) => socket.addEventListener('error', resolve));
      const worker = await Promise.resolve()
        .then(() => new Worker(URL.createObjectURL(new Blob(['1']))))
        .then((one) => new Promise((resolve) => one.addEventListener('error', () => resolve('refused'))))
        .catch(() => 'refused');
      return {
        evaluated,
        fetched,
        fetchedOwn,
        worker,
        ran: 'ran' in window,
      };
    }, address);
    expect(found).toMatchObject({
      evaluated: 'EvalError',
      fetched: 'TypeError',
      fetchedOwn: 'TypeError',
      worker: 'refused',
      ran: false,
    });
    /* A refusal is told some time after it. */
    const refused = () =>
      page.evaluate(() => [...(window as unknown as { refused: Map<string, string> }).refused]);
    await expect
      .poll(async () => (await refused()).map(([directive]) => directive))
      .toEqual(
        expect.arrayContaining(['connect-src', 'frame-src', 'img-src', 'script-src-elem', 'style-src-elem']),
      );
    const policies = [...new Set((await refused()).map(([, policy]) => policy))];
    expect(policies).toHaveLength(1);
    expect(policies[0]?.split('; ').sort()).toEqual([
      "base-uri 'none'",
      "connect-src 'none'",
      "default-src 'none'",
      "font-src 'self'",
      "form-action 'none'",
      "frame-ancestors 'none'",
      "img-src 'self' data:",
      "object-src 'none'",
      "script-src 'self'",
      "style-src 'self'",
    ]);
    expect(visits).toEqual([]);
  });

  it('can go nowhere, and open nothing', async () => {
    const { address, visits } = await startElsewhere();
    const app = await openApp();
    const page = await app.page();
    await page.getByRole('button', { name: 'Practise first' }).waitFor();
    const home = page.url();
    const ways: readonly ((elsewhere: string) => void)[] = [
      (elsewhere) => location.assign(`${elsewhere}/assign`),
      () => location.assign('/index.html?other'),
      (elsewhere) => void window.open(`${elsewhere}/open`),
      (elsewhere) => {
        const form = Object.assign(document.createElement('form'), {
          action: `${elsewhere}/form`,
          method: 'post',
        });
        document.body.append(form);
        form.submit();
      },
      (elsewhere) => {
        const link = Object.assign(document.createElement('a'), {
          href: `${elsewhere}/link`,
          target: '_blank',
        });
        document.body.append(link);
        link.click();
      },
      (elsewhere) => {
        const link = Object.assign(document.createElement('a'), { href: `${elsewhere}/top`, target: '_top' });
        document.body.append(link);
        link.click();
      },
    ];
    await page.evaluate(() => Object.assign(window, { isStillHere: true }));
    for (const go of ways) {
      await page.evaluate(go, address);
      /* The window still answers, and by the time that a whole second start has ended a way out would be taken. */
      expect(await page.evaluate(() => 'isStillHere' in window)).toBe(true);
    }
    expect(await app.startAgain()).toBe(0);
    expect(await page.evaluate(() => 'isStillHere' in window)).toBe(true);
    expect([page.url(), (await app.desktop()).windows.length, visits]).toEqual([home, 1, []]);
  });

  it('finds nothing of Node and Electron, and one bridge that it can not change', async () => {
    const page = await openPage();
    const found = await page.evaluate(() => {
      const names = [
        'require',
        'process',
        'module',
        'exports',
        'Buffer',
        'global',
        '__dirname',
        'electron',
        'ipcRenderer',
      ];
      const { permissionSlip: bridge } = window as unknown as { permissionSlip: Record<string, object> };
      const changes = [
        () => Object.assign(window, { permissionSlip: {} }),
        () => Object.assign(bridge, { more: 1 }),
        () => Object.assign(bridge.call ?? {}, { 'snapshot:get': null }),
      ];
      const refused = changes.map((change) => {
        try {
          change();
          return false;
        } catch {
          return true;
        }
      });
      return {
        present: names.filter((name) => name in window),
        parts: Object.keys(bridge),
        commands: Object.keys(bridge.call ?? {}),
        refused,
      };
    });
    expect(found).toEqual({
      present: [],
      parts: ['call', 'on'],
      commands: commandNames,
      refused: [true, true, true],
    });
  });

  it('gets one answer to everything that the contract does not know', async () => {
    const page = await openPage();
    const answers = await page.evaluate(async () => {
      const { call } = (
        window as unknown as {
          permissionSlip: { call: Record<string, (argument?: unknown) => Promise<unknown>> };
        }
      ).permissionSlip;
      const odd: readonly unknown[] = [
        null,
        7,
        'text',
        [],
        { nonsense: true },
        { id: '../../etc/passwd' },
        { id: 7 },
      ];
      const asked = Object.entries(call).flatMap(([name, ask]) =>
        odd.map(async (argument) => `${name}: ${JSON.stringify(await ask(argument))}`),
      );
      return [
        ...new Set((await Promise.all(asked)).map((answer) => answer.replace(/^[a-z-]+:[a-z-]+: /, ''))),
      ];
    });
    expect(answers).toEqual([JSON.stringify({ ok: false, problem: { code: 'request-malformed' } })]);
  });
});
