import type { Platform } from '../../shared/credential-command.ts';
import type { SystemFacts } from '../../shared/diagnostics.ts';
import { carry } from '../../shared/ipc/carried-snapshot.ts';
import type { Answer, Argument, CommandName } from '../../shared/ipc/contract.ts';
import { aboutOf } from '../../shared/notices.ts';
import type { Problem } from '../../shared/problem.ts';
import { failed, ok, type Result } from '../../shared/result.ts';
import type { World } from '../../shared/slip.ts';
import type { Draft } from '../../shared/wizard.ts';
import { AccountTokens } from './account-tokens.ts';
import { saveActivity } from './activity-export.ts';
import { AgentDesk } from './agent-desk.ts';
import { type Book, withNewDraft, withoutDraft } from './book.ts';
import { Connector } from './connect.ts';
import { Diagnostics } from './diagnostics.ts';
import { Exchange } from './exchange.ts';
import { fieldWithSecret } from './field-with-secret.ts';
import { HandOver } from './hand-over.ts';
import { KeyRing, setupKeyItem, type WorldAccess } from './key-ring.ts';
import { LentTokens } from './lent-tokens.ts';
import { listPermissions } from './list-permissions.ts';
import { listPlaces } from './list-places.ts';
import { Notebook } from './notebook.ts';
import { openLink } from './open-link.ts';
import { removeOwnJob, saveOwnJob } from './own-jobs.ts';
import { PendingTokens } from './pending-tokens.ts';
import { PickUpDesk } from './pick-up-desk.ts';
import type {
  Awakenings,
  BookRepository,
  Clipboard,
  Clock,
  DataFolder,
  Files,
  Keychain,
  Licences,
  LocalServer,
  Log,
  LoginItem,
  LogTail,
  Notifier,
  Opener,
  PracticeAgent,
  PracticeDashboard,
  RandomId,
  RouteFiles,
  Updater,
  WindowPlace,
} from './ports.ts';
import { PracticeRuns } from './practice-runs.ts';
import { pauseReminders, remindOfSlip, setReminders, snoozeSlip } from './reminding.ts';
import { SettingsDesk } from './settings-desk.ts';
import { SlipChecker } from './slip-checker.ts';
import { keepAfterReview, noteOnSlip, sayOfSlip, setReviewDay, takeBackOfSlip } from './slip-record.ts';
import { Store } from './store.ts';
import { TokenDesk } from './token-desk.ts';
import { Traffic } from './traffic.ts';
import { Updates } from './updates.ts';
import { watchedKeychain } from './watched-keychain.ts';
import { Watcher } from './watcher.ts';

/** Everything outside of the core that the core needs. */
export type DeskParts = {
  readonly worlds: Readonly<Record<World, WorldAccess>>;
  readonly keychain: Keychain;
  readonly repository: BookRepository;
  readonly clipboard: Clipboard;
  readonly opener: Opener;
  readonly practiceDashboard: PracticeDashboard;
  readonly windowPlace: WindowPlace;
  readonly notifier: Notifier;
  readonly awakenings: Awakenings;
  readonly loginItem: LoginItem;
  readonly dataFolder: DataFolder;
  readonly routeFiles: RouteFiles;
  readonly localServer: LocalServer;
  readonly practiceAgent: PracticeAgent;
  readonly files: Files;
  readonly logTail: LogTail;
  readonly licences: Licences;
  readonly updater: Updater;
  readonly systemFacts: SystemFacts;
  readonly clock: Clock;
  readonly random: RandomId;
  readonly log: Log;
  readonly platform: Platform;
  readonly version: string;
};

/** How long quitting waits for what is half-made to be undone, in milliseconds. */
const longestFarewellMs = 10_000;

/** One function a command of the contract. */
export type CommandHandlers = {
  readonly [N in CommandName]: (argument: Argument<N>) => Promise<Answer<N>>;
};

/** The owner's desk: wires the use cases together and answers the commands of the contract. */
export class Desk {
  readonly #parts: DeskParts;
  readonly #notebook: Notebook;
  readonly #keychain: Keychain;
  readonly #keyRing: KeyRing;
  readonly #pendingTokens: PendingTokens;
  readonly #tokenDesk: TokenDesk;
  readonly #connector: Connector;
  readonly #handOver: HandOver;
  readonly #pickUpDesk: PickUpDesk;
  readonly #settingsDesk: SettingsDesk;
  readonly #accountTokens: AccountTokens;
  readonly #exchange: Exchange;
  readonly #diagnostics: Diagnostics;
  readonly #updates: Updates;
  readonly #watcher: Watcher;
  readonly #practiceRuns: PracticeRuns;
  /* What goes on although its dialog may be closed. */
  readonly #unseen = new Set<Promise<unknown>>();
  /** The parts as the use cases take them. */
  readonly #shared: DeskParts & {
    readonly notebook: Notebook;
    readonly keyRing: KeyRing;
    readonly pendingTokens: PendingTokens;
    readonly agents: AgentDesk;
    readonly traffic: Traffic;
    readonly routeFor: AgentDesk['routeFor'];
  };
  readonly store: Store;
  readonly agents: AgentDesk;
  /** The tokens that agents' requests are sent with. */
  readonly tokens: LentTokens;
  readonly traffic: Traffic;

  constructor(parts: DeskParts) {
    this.#parts = parts;
    this.#notebook = new Notebook(parts.repository);
    this.store = new Store(
      this.#notebook,
      { version: parts.version, platform: parts.platform },
      {
        isUnderWay: (mark) => this.#pendingTokens.isUnderWay(mark),
        lets: () => this.agents.routes.lets,
      },
    );
    const watched = watchedKeychain(parts.keychain, (problem) => {
      if (problem?.code !== this.store.snapshot.keychain?.code) this.store.publish({ keychain: problem });
    });
    this.tokens = new LentTokens(watched, parts.clock);
    this.traffic = new Traffic(parts.clock);
    this.#keychain = this.tokens.keychain;
    this.agents = new AgentDesk({ ...parts, notebook: this.#notebook, store: this.store });
    this.#keyRing = new KeyRing(parts.worlds, this.#keychain, this.#notebook);
    const shared = {
      ...parts,
      notebook: this.#notebook,
      keychain: this.#keychain,
      keyRing: this.#keyRing,
      agents: this.agents,
      traffic: this.traffic,
      routeFor: (slip: Parameters<AgentDesk['routeFor']>[0]) => this.agents.routeFor(slip),
    };
    this.#pendingTokens = new PendingTokens(shared);
    this.#shared = { ...shared, pendingTokens: this.#pendingTokens };
    this.#connector = new Connector({ ...this.#shared, store: this.store });
    this.#pickUpDesk = new PickUpDesk({ ...shared, show: (pickUp) => this.store.publish({ pickUp }) });
    this.#settingsDesk = new SettingsDesk(shared);
    this.#tokenDesk = new TokenDesk({
      ...this.#shared,
      pickUp: this.#pickUpDesk,
      publish: (change) => this.#publish(change),
      tell: (notice) => this.store.tell(notice),
      takeBack: (told) => this.store.takeBack(told),
    });
    this.#accountTokens = new AccountTokens(this.#shared);
    this.#exchange = new Exchange(shared);
    const secretsInHand = () => this.#pickUpDesk.secretsInHand();
    this.#diagnostics = new Diagnostics({ ...shared, secretsInHand });
    const checker = new SlipChecker({ ...shared, keychain: parts.keychain });
    this.#updates = new Updates({ ...shared, show: (update) => this.store.publish({ update }) });
    this.store.publish({ update: this.#updates.state });
    this.#watcher = new Watcher({ ...shared, store: this.store, checker, updates: this.#updates });
    this.#practiceRuns = new PracticeRuns({
      ...shared,
      show: (practice) => this.store.publish({ practice }),
    });
    this.#handOver = new HandOver({ ...shared, secretsInHand });
  }

  /** Reads the book, and tidies up what an earlier run could not finish, where no key has to be asked for. */
  async open(): Promise<void> {
    await this.#notebook.load();
    await this.#tokenDesk.settleReplacements();
    await this.#connector.settle();
    this.#publish();
    if (this.#notebook.book.pending.some(({ world }) => world === 'practice')) {
      await this.#pendingTokens.tidyUpAll('practice');
      this.#publish();
    }
    await this.#settleAdoption();
  }

  /** Finishes what an earlier run began and what Cloudflare has to be asked for; nobody needs to wait for it. */
  async goOn(): Promise<void> {
    await this.agents.start();
    await this.#tokenDesk.settleRotations();
    await this.#tokenDesk.stopPending();
  }

  /** Watches over the slips from now on. To be called once there is something that can show what it tells. */
  startWatching(): void {
    this.#watcher.start();
  }

  /** Says that the desktop shows no icon of the app, unless the owner has read it. */
  tellNoTray(): void {
    if (!this.#notebook.book.preferences.noTrayRead) this.store.tell({ code: 'no-tray' });
  }

  /** To be called when the window is gone: nobody sees that the watch of the clipboard is on, or goes on with a swap. */
  async windowGone(): Promise<void> {
    await this.#pickUpDesk.watch({ on: false });
    await this.#tokenDesk.windowGone();
  }

  /** To be called before the app quits: nothing secret stays on the clipboard, nothing half-made stays at Cloudflare. */
  async close(): Promise<void> {
    this.#tokenDesk.stop();
    this.#watcher.stop();
    this.#practiceRuns.stop();
    this.#pickUpDesk.drop();
    await this.#handOver.clearCopiedToken();
    await this.agents.close();
    /* What could not be undone in time stands in the book, and the next start goes on with it. */
    const rest = Promise.allSettled([this.#tokenDesk.rest(), ...this.#unseen]);
    await Promise.race([rest, this.#parts.clock.wait(longestFarewellMs)]);
    /* The window was still there while it took its time. */
    await this.#handOver.clearCopiedToken();
  }

  readonly handlers: CommandHandlers = {
    'snapshot:get': async () => ok(carry(this.store.snapshot)),
    'world:choose': async ({ world }) => {
      this.#pickUpDesk.drop();
      return this.#changed(this.#notebook.change((book) => ({ ...book, world })));
    },
    'key:offer': async ({ pasted }) => this.#connector.offer(pasted),
    'key:offer-clipboard': () => this.#offerFromClipboard(),
    'key:connect': async ({ account, keep }) => this.#connect(account, keep),
    'key:drop': async () => ok(this.#connector.drop()),
    'key:forget': () => this.#orTold(this.#connector.forget(), () => ({ code: 'key-not-forgotten' })),
    'places:list': ({ fresh }) => this.#listPlaces(fresh),
    'permissions:list': async () => ok(await listPermissions(this.#shared)),
    'own-job:save': async (parts) =>
      this.#changed(saveOwnJob({ notebook: this.#notebook, random: this.#parts.random }, parts)),
    'own-job:remove': async ({ id }) => this.#changed(removeOwnJob(this.#notebook, id)),
    'draft:save': async ({ draft }) => this.#keepDraft(draft, (book) => ({ ...book, draft })),
    'draft:begin': async ({ draft }) => this.#keepDraft(draft, (book) => withNewDraft(book, draft)),
    'draft:discard': async () => this.#withoutNotMade(this.#changed(this.#notebook.change(withoutDraft))),
    'slip:issue': (asked) =>
      this.#orTold(this.#tokenDesk.issue(asked), () => this.#notMade(asked.changes ?? null)),
    'slip:stop-issuing': async () => ok(done(this.#tokenDesk.stopIssuing())),
    'slip:prompt': ({ id }) => this.#handOver.prompt(id),
    'agents:copy-wiring': async ({ id, program }) => this.#changed(this.#handOver.copyWiring(id, program)),
    'slip:copy-prompt': async ({ id }) => this.#changed(this.#handOver.copyPrompt(id)),
    'slip:set-route': async ({ id, route }) => this.#changed(this.#handOver.setRoute(id, route)),
    'slip:copy-token': async ({ id }) => this.#changed(this.#handOver.copyToken(id)),
    'slip:clear-copied-token': async () =>
      (await this.#handOver.clearCopiedToken()) ? ok(null) : failed({ code: 'clipboard-not-cleared' }),
    'slip:rotate': (order) => this.#orTold(this.#tokenDesk.rotate(order), () => this.#notMade(order.id)),
    'hand-swap:begin': (asked) => this.#tokenDesk.beginByHand(asked),
    'hand-swap:keep': (asked) => this.#tokenDesk.keepByHand(asked),
    'hand-swap:leave': (asked) => this.#tokenDesk.leaveByHand(asked),
    'slip:revoke': (asked) => this.#tokenDesk.revoke(asked),
    'reminders:set': async ({ settings }) => this.#changed(setReminders(this.#shared, settings)),
    'reminders:pause': async ({ pause }) => this.#changed(pauseReminders(this.#shared, pause)),
    'slip:remind': async ({ id, daysBefore }) => this.#changed(remindOfSlip(this.#shared, id, daysBefore)),
    'slip:snooze': async ({ id, days }) => this.#changed(snoozeSlip(this.#shared, id, days)),
    'slip:note': async ({ id, notes }) => this.#changed(noteOnSlip(this.#shared, id, notes)),
    'slip:say': async ({ id, what }) => this.#changed(sayOfSlip(this.#shared, id, what)),
    'slip:take-back': async ({ id, what }) => this.#changed(takeBackOfSlip(this.#shared, id, what)),
    'slip:keep': async ({ id }) => this.#changed(keepAfterReview(this.#shared, id)),
    'slip:review-on': async ({ id, day }) => this.#changed(setReviewDay(this.#shared, id, day)),
    'slip:revoke-all': () => this.#tokenDesk.revokeAll(),
    'tokens:list': () => this.#changed(this.#accountTokens.list()),
    'tokens:delete': (asked) =>
      this.#orTold(this.#accountTokens.delete(asked), () => ({
        code: 'account-token-not-deleted',
        id: asked.id,
        name: asked.name,
      })),
    'tokens:keep-replaced': (asked) => this.#changed(this.#accountTokens.keepReplaced(asked)),
    'slips:export': () => this.#exchange.export(),
    'slips:read-import': () => this.#exchange.read(),
    'slips:import': () => this.#changed(this.#exchange.add()),
    'slip:take-off': ({ id }) => this.#changed(this.#exchange.takeOff(id)),
    'diagnostics:make': (asked) => this.#diagnostics.make(asked),
    'diagnostics:save': () => this.#diagnostics.save(),
    'settings:look': () => this.#settingsDesk.look(),
    'login-item:set': (asked) => this.#changed(this.#settingsDesk.setLoginItem(asked)),
    'dates:set': (asked) => this.#changed(this.#settingsDesk.setDates(asked)),
    'updates:look': () => this.#updates.look(),
    'updates:fetch': () => this.#updates.fetch(),
    'updates:install': () => this.#updates.install(() => this.close()),
    'updates:daily': async (asked) => this.#changed(this.#updates.setDaily(asked)),
    'data-folder:open': () => this.#settingsDesk.openDataFolder(),
    'licences:read': () => this.#settingsDesk.readLicences(),
    'agents:stop': async ({ id }) => this.#changed(this.agents.stop(id)),
    'agents:let-on': async ({ id }) => this.#changed(this.agents.letOn(id)),
    'clean-up:check': ({ mark }) => this.#changed(this.#pendingTokens.checkGone(mark)),
    'agents:changes': ({ id }) => this.agents.changes(id),
    'agents:undo': ({ id, change }) => this.agents.undo(id, change),
    'agents:ask-again': ({ id }) => this.agents.askAgain(id),
    'agents:show-questions': () => this.agents.showQuestions(),
    'agents:save-activity': ({ id }) => saveActivity(this.#shared, id),
    'practice-agent:start': ({ id }) => this.#practiceRuns.start(id),
    'practice-agent:stop': async () => ok(done(this.#practiceRuns.stop())),
    'clean-up:retry': ({ marks }) => this.#changed(this.#pendingTokens.tidyUpThese(marks)),
    'slip:stop-waiting': () => this.#changed(this.#tokenDesk.stopWaiting()),
    'keychain:check': () => this.#checkKeychain(),
    'notice:dismiss': ({ about }) => this.#dismissNotice(about),
    'pick-up:take': (asked) => this.#pickUpDesk.take(asked),
    'pick-up:take-clipboard': () => this.#pickUpDesk.takeFromClipboard(),
    'pick-up:watch': (asked) => this.#pickUpDesk.watch(asked),
    'pick-up:drop': async () => ok(done(this.#pickUpDesk.drop())),
    'pick-up:prove': (asked) => this.#pickUpDesk.prove(asked),
    'pick-up:keep': (asked) => this.#withoutNotMade(this.#changed(this.#keep(asked))),
    'guide:beside': async ({ on }) => ok(done(this.#parts.windowPlace.beside(on))),
    'link:open': (link) => openLink(this.#parts, this.#notebook.book.world, link),
  };

  async #dismissNotice(about: string): Promise<Answer<'notice:dismiss'>> {
    /* Where that can't be kept, it is told once more, and nothing else is lost. */
    if (about === aboutOf({ code: 'no-tray' })) await this.#settingsDesk.readNoTray();
    this.store.dismiss(about);
    return ok(null);
  }

  async #offerFromClipboard(): Promise<Answer<'key:offer-clipboard'>> {
    try {
      return this.#connector.offer(await this.#parts.clipboard.read());
    } catch {
      return failed({ code: 'clipboard-failed' });
    }
  }

  async #listPlaces(fresh: boolean): Promise<Answer<'places:list'>> {
    const listed = await listPlaces(this.#shared, fresh);
    this.#publish();
    return listed;
  }

  async #keepDraft(draft: Draft, apply: (book: Book) => Book): Promise<Result<null, Problem>> {
    const secret = fieldWithSecret(draft);
    if (secret !== null) return failed({ code: 'field-holds-secret', field: secret });
    return this.#changed(this.#notebook.change(apply));
  }

  async #connect(account: string, keep: boolean): Promise<Answer<'key:connect'>> {
    const connected = await this.#changed(this.#connector.connect(account, keep));
    if (!connected.ok || connected.value.kind !== 'connected') return connected;
    /* The key that was to be forgotten has given way to this one. */
    this.store.dismiss(aboutOf({ code: 'key-not-forgotten' }));
    await this.#tokenDesk.stopPending();
    return connected;
  }

  /* Reading an item is enough to find out whether the keychain is there and open; nothing is written. */
  async #checkKeychain(): Promise<Result<null, Problem>> {
    const read = await this.#keychain.get(this.#notebook.book.slips.at(-1)?.id ?? setupKeyItem);
    if (!read.ok) return read;
    const settled = await this.#connector.settle();
    await this.#settleAdoption();
    await this.#tokenDesk.settleReplacements();
    await this.#tokenDesk.settleRotations();
    await this.#tokenDesk.stopPending();
    this.#publish();
    return settled.ok ? ok(null) : settled;
  }

  #keep(asked: Argument<'pick-up:keep'>): Promise<Answer<'pick-up:keep'>> {
    const { changes } = this.#pickUpDesk;
    const keep = () => this.#pickUpDesk.keep(asked);
    return changes === null
      ? this.#tokenDesk.keepBrought(keep)
      : this.#tokenDesk.replaceByHand(changes, keep);
  }

  /* Only what needs the owner is told: a keychain that can't be read is tried again when it was seen to. */
  async #settleAdoption(): Promise<void> {
    if (this.#notebook.book.adopting === null) return;
    const settled = await this.#pickUpDesk.settle();
    this.#publish();
    if (!settled.ok && settled.problem.code === 'token-not-kept') this.store.tell(settled.problem);
  }

  /*
   * The window that asked may be gone by the answer; where it is not, it shows it, and puts away what is told here. What is
   * done in the end is told of no more, and nobody is told of what they stopped.
   */
  async #orTold<T>(doing: Promise<Result<T, Problem>>, undone: () => Undone): Promise<Result<T, Problem>> {
    this.#unseen.add(doing);
    const done = await this.#changed(doing).finally(() => this.#unseen.delete(doing));
    if (done.ok) this.store.dismiss(aboutOf(undone()));
    else if (!isStopped(done.problem)) this.store.tell({ ...undone(), because: done.problem });
    return done;
  }

  /* With its answers gone, or its slip made by hand, nobody waits for a slip any more. */
  async #withoutNotMade<T>(doing: Promise<Result<T, Problem>>): Promise<Result<T, Problem>> {
    const done = await doing;
    if (done.ok) this.store.dismiss(aboutOf({ code: 'slip-not-issued' }));
    return done;
  }

  #notMade(id: string | null): Undone {
    const slip = this.#notebook.book.slips.find((one) => one.id === id);
    if (slip === undefined) return { code: 'slip-not-issued' };
    return { code: 'no-new-token', id: slip.id, number: slip.number, ending: slip.token.ending };
  }

  async #changed<T>(doing: Promise<Result<T, Problem>>): Promise<Result<T, Problem>> {
    const done = await doing;
    this.#publish();
    return done;
  }

  #publish(change: Parameters<Store['publish']>[0] = {}): void {
    const connection = this.#keyRing.connection(this.#notebook.book.world);
    const hasOwnKey = this.#keyRing.connection('cloudflare') !== null;
    this.store.publish({ ...change, connection, hasOwnKey, lostKey: this.#keyRing.lostKey });
  }
}

/* What the owner is told of where it could not be done. */
type Undone =
  | Omit<Extract<Problem, { code: 'key-not-forgotten' }>, 'because'>
  | Omit<Extract<Problem, { code: 'account-token-not-deleted' }>, 'because'>
  | Omit<Extract<Problem, { code: 'slip-not-issued' }>, 'because'>
  | Omit<Extract<Problem, { code: 'no-new-token' }>, 'because'>;

function isStopped(problem: Problem): boolean {
  return (problem.code === 'slip-not-made' ? problem.because : problem).code === 'stopped';
}

/* What has nothing to tell answers null. */
function done(_nothing: unknown): null {
  return null;
}
