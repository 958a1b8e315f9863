#!/usr/bin/env node
// Plain JavaScript on purpose: it runs on the machine's own Node (20.19 or newer) before anything is installed,
// and then hands over to the Node that package-lock.json pins.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { constants, tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { ensureSystemPackages } from './system-packages.mjs';

const root = resolve(import.meta.dirname, '..');
const modules = join(root, 'node_modules');
const stampFile = join(modules, '.setup-stamp');
const commands = ['start', 'test', 'check', 'tour', 'guide', 'practice', 'bench', 'package'];
const needsChromiumAndKeyring = ['test', 'tour', 'guide', 'bench'];

const sha256 = (text) => createHash('sha256').update(text).digest('hex');
const readText = (file) => (existsSync(file) ? readFileSync(file, 'utf8') : '');

/** The Node of package-lock.json, which npm unpacks into node_modules. */
function pinnedNode() {
  const name = process.platform === 'win32' ? 'node.exe' : 'node';
  return [join(modules, 'node', 'bin', name), join(modules, '.bin', name)].find((file) => existsSync(file));
}

/**
 * Whether npm's own record of what it installed agrees with package-lock.json. npm writes that record last, so an
 * interrupted installation never agrees; a developer's own `npm install` does.
 */
function installedAsLocked(lockText) {
  try {
    const wanted = JSON.parse(lockText).packages;
    const found = JSON.parse(readText(join(modules, '.package-lock.json'))).packages;
    const same = (path) => found[path]?.version === wanted[path].version;
    return (
      Object.keys(wanted).every(
        (path) => path === '' || wanted[path].optional || wanted[path].peer || same(path),
      ) && Object.keys(found).every((path) => wanted[path] !== undefined && same(path))
    );
  } catch {
    return false;
  }
}

function isReady(lockText) {
  if (pinnedNode() === undefined) return false;
  if (readText(stampFile) === sha256(lockText)) return true;
  if (!installedAsLocked(lockText)) return false;
  writeFileSync(stampFile, sha256(lockText));
  return true;
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** Runs `work` in one process at a time for this folder; a lock whose owner died is taken over. */
async function alone(work) {
  const lock = join(tmpdir(), `permission-slip-setup-${sha256(root).slice(0, 16)}`);
  const owner = join(lock, 'pid');
  for (let announced = false; ; ) {
    try {
      mkdirSync(lock);
      writeFileSync(owner, String(process.pid));
      break;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    if (!announced) console.error('Another set-up of this folder is running; waiting for it.');
    announced = true;
    await new Promise((done) => setTimeout(done, 500));
    const pid = Number(readText(owner));
    if (pid > 0 && isAlive(pid)) continue;
    await new Promise((done) => setTimeout(done, 500));
    if (readText(owner) === String(pid || '')) rmSync(lock, { recursive: true, force: true });
  }
  const release = () => rmSync(lock, { recursive: true, force: true });
  process.once('exit', release);
  try {
    return await work();
  } finally {
    process.off('exit', release);
    release();
  }
}

/** Runs a program with our own terminal, passes signals on, and resolves to its exit code. */
function run(program, args, options = {}) {
  return new Promise((done, fail) => {
    const child = spawn(program, args, { cwd: root, stdio: 'inherit', ...options });
    // The terminal sends Ctrl+C to the whole group: only stay alive for the child's own clean end then.
    const stay = () => {};
    const forward = (signal) => child.kill(signal);
    process.on('SIGINT', process.stdin.isTTY ? stay : forward);
    process.on('SIGTERM', forward).on('SIGHUP', forward);
    child.once('error', fail);
    child.once('exit', (code, signal) => {
      process.off('SIGINT', stay).off('SIGINT', forward).off('SIGTERM', forward).off('SIGHUP', forward);
      done(code ?? 128 + (constants.signals[signal] ?? 0));
    });
  });
}

async function ensureModules() {
  const lockText = readFileSync(join(root, 'package-lock.json'), 'utf8');
  if (isReady(lockText)) return;
  await alone(async () => {
    if (isReady(lockText)) return;
    console.error('Installing what package-lock.json lists (npm ci); this happens once.');
    rmSync(stampFile, { force: true });
    const npm = process.env.npm_execpath;
    const code = npm?.endsWith('.js')
      ? await run(process.execPath, [npm, 'ci', '--no-audit'])
      : await run('npm', ['ci', '--no-audit'], { shell: process.platform === 'win32' });
    if (code !== 0) process.exit(code);
    if (pinnedNode() === undefined) {
      console.error(
        'npm ci ended well but brought no Node; allow install scripts for the package "node" and run again.',
      );
      process.exit(1);
    }
    writeFileSync(stampFile, sha256(lockText));
  });
}

const [command, ...rest] = process.argv.slice(2);
if (!commands.includes(command)) {
  console.error(`Usage: node build/setup.mjs <${commands.join('|')}> [options]`);
  process.exit(2);
}
const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`This needs Node 20.19 or newer to set itself up; here is ${process.version}.`);
  process.exit(1);
}
await ensureModules();
if (
  needsChromiumAndKeyring.includes(command) &&
  !ensureSystemPackages([
    'chromium',
    'dbus',
    'keyring',
    'secret-tool',
    'curl',
    ...(command === 'test' ? ['desktop-files', 'notifications'] : []),
  ])
) {
  process.exit(1);
}
const path = [join(modules, '.bin'), process.env.PATH ?? ''].join(delimiter);
process.exitCode = await run(pinnedNode(), [join(root, 'build', `${command}.ts`), ...rest], {
  env: { ...process.env, PATH: path },
});
