import { createCloudflareApi } from '../../electron/adapters/cloudflare/cloudflare-api.ts';
import { Desk } from '../../electron/core/desk.ts';
import type { SetupKey } from '../../electron/core/key-ring.ts';
import type {
  BookRepository,
  Cloudflare,
  Keychain,
  LocalServer,
  Log,
  RouteFiles,
} from '../../electron/core/ports.ts';
import { Secret } from '../../electron/core/secret.ts';
import { createPracticeAgent } from '../../electron/practice/practice-agent.ts';
import {
  createPracticeCloudflare,
  type PracticeCloudflare,
} from '../../electron/practice/practice-cloudflare.ts';
import type { ReadyTokenRole } from '../../electron/practice/seed/ready-tokens.ts';
import { ok } from '../../shared/result.ts';
import type { World } from '../../shared/slip.ts';
import { countedLetters } from './counted-letters.ts';
import { KeptLog } from './kept-log.ts';
import { ManualAwakenings } from './manual-awakenings.ts';
import { ManualClock } from './manual-clock.ts';
import { MemoryBook } from './memory-book.ts';
import { MemoryClipboard } from './memory-clipboard.ts';
import { MemoryDataFolder } from './memory-data-folder.ts';
import { MemoryFiles } from './memory-files.ts';
import { MemoryKeychain } from './memory-keychain.ts';
import { MemoryLoginItem } from './memory-login-item.ts';
import { ImaginedServer, MemoryRouteFiles } from './memory-routes.ts';
import { MemoryUpdater } from './memory-updater.ts';
import { RecordingDashboard } from './recording-dashboard.ts';
import { RecordingNotifier } from './recording-notifier.ts';
import { RecordingOpener } from './recording-opener.ts';
import { RecordingWindowPlace } from './recording-window-place.ts';

const sampleSystem = {
  electron: '45.4.1',
  chromium: '156',
  node: '24',
  system: 'Linux 6',
  processor: 'x64',
  isInstalled: false,
};

/** A desk over fakes, and the world around it. */
export type Office = {
  readonly desk: Desk;
  readonly call: Desk['handlers'];
  /** The one Cloudflare behind both worlds. */
  readonly practice: PracticeCloudflare;
  readonly keychain: MemoryKeychain;
  readonly book: MemoryBook;
  readonly clipboard: MemoryClipboard;
  readonly opener: RecordingOpener;
  readonly dashboard: RecordingDashboard;
  readonly windowPlace: RecordingWindowPlace;
  readonly notifier: RecordingNotifier;
  readonly loginItem: MemoryLoginItem;
  readonly dataFolder: MemoryDataFolder;
  readonly files: MemoryFiles;
  readonly updater: MemoryUpdater;
  readonly awakenings: ManualAwakenings;
  readonly routeFiles: MemoryRouteFiles;
  readonly localServer: ImaginedServer;
  readonly log: KeptLog;
  readonly clock: ManualClock;
  /** Another desk over the same disk, keychain and Cloudflare, as after a crash. */
  readonly restart: () => Promise<Office>;
};

/** What of an office a test brings itself. */
export type OfficeParts = Partial<Omit<Office, 'desk' | 'call' | 'restart'>> & {
  /** The world that is chosen before the test begins; null leaves the choice open. */
  readonly world?: World | null;
  readonly random?: ReturnType<typeof countedLetters>;
  readonly ports?: {
    readonly keychain?: Keychain;
    readonly repository?: BookRepository;
    readonly log?: Log;
    readonly routeFiles?: RouteFiles;
    readonly localServer?: LocalServer;
  };
  /** Changes how the adapter to the practice Cloudflare behaves. */
  readonly wrap?: (cloudflare: Cloudflare) => Cloudflare;
};

/** Opens a desk over fakes and a practice Cloudflare. */
export async function openDesk(parts: OfficeParts = {}): Promise<Office> {
  const clock = parts.clock ?? new ManualClock();
  const practice = parts.practice ?? createPracticeCloudflare({ now: clock.now });
  const keychain = parts.keychain ?? new MemoryKeychain();
  const book = parts.book ?? new MemoryBook();
  const clipboard = parts.clipboard ?? new MemoryClipboard();
  const opener = parts.opener ?? new RecordingOpener();
  const dashboard = parts.dashboard ?? new RecordingDashboard();
  const windowPlace = parts.windowPlace ?? new RecordingWindowPlace();
  const notifier = parts.notifier ?? new RecordingNotifier();
  const loginItem = parts.loginItem ?? new MemoryLoginItem();
  const dataFolder = parts.dataFolder ?? new MemoryDataFolder();
  const files = parts.files ?? new MemoryFiles();
  const updater = parts.updater ?? new MemoryUpdater();
  const awakenings = new ManualAwakenings();
  const routeFiles = parts.routeFiles ?? new MemoryRouteFiles();
  const localServer = parts.localServer ?? new ImaginedServer();
  const log = parts.log ?? new KeptLog();
  const random = parts.random ?? countedLetters();
  const api = createCloudflareApi({ baseUrl: practice.baseUrl, fetch: practice.fetchLike, clock });
  const cloudflare = parts.wrap?.(api) ?? api;
  const desk = new Desk({
    worlds: {
      practice: { cloudflare, builtInKey: () => builtInKey(practice) },
      cloudflare: { cloudflare, builtInKey: null },
    },
    keychain: parts.ports?.keychain ?? keychain,
    repository: parts.ports?.repository ?? book,
    clipboard,
    opener,
    practiceDashboard: dashboard,
    windowPlace,
    notifier,
    awakenings,
    loginItem,
    dataFolder,
    routeFiles: parts.ports?.routeFiles ?? routeFiles,
    localServer: parts.ports?.localServer ?? localServer,
    practiceAgent: createPracticeAgent({
      routeFiles: parts.ports?.routeFiles ?? routeFiles,
      clock,
      fetch,
      paceMs: 0,
    }),
    files,
    updater,
    licences: { read: async () => ok('one package 1.0.0 (MIT)') },
    logTail: { read: async () => log.lines.join('\n') },
    systemFacts: sampleSystem,
    clock,
    random,
    log: parts.ports?.log ?? log,
    platform: 'linux',
    version: '0.0.0-test',
  });
  await desk.open();
  await desk.goOn();
  const world = parts.world === undefined ? 'practice' : parts.world;
  if (world !== null && desk.store.snapshot.world === null) await desk.handlers['world:choose']({ world });
  const around = { practice, keychain, book, clipboard, opener, dashboard, windowPlace, notifier };
  const things = { ...around, loginItem, dataFolder, files, updater, routeFiles, localServer, log, clock };
  return {
    ...things,
    awakenings,
    desk,
    call: desk.handlers,
    restart: () => openDesk({ ...parts, ...things, random }),
  };
}

/** Opens a desk that is connected with one of the ready-made setup keys. */
export async function openConnectedDesk(
  role: ReadyTokenRole = 'accountSetupKey',
  { keep = false, ...parts }: OfficeParts & { readonly keep?: boolean } = {},
): Promise<Office> {
  const office = await openDesk({ world: 'cloudflare', ...parts });
  await office.call['key:offer']({ pasted: office.practice.readyToken(role).value });
  const account = office.practice.seed.accounts.bakery.id;
  const connected = await office.call['key:connect']({ account, keep });
  if (!connected.ok) throw new Error(`not connected: ${connected.problem.code}`);
  return office;
}

function builtInKey(practice: PracticeCloudflare): SetupKey {
  const account = practice.seed.accounts.bakery;
  return {
    world: 'practice',
    secret: new Secret(practice.readyToken('accountSetupKey').value),
    owner: { kind: 'account', accountId: account.id },
    kind: 'account',
    account,
    kept: 'until-quit',
  };
}
