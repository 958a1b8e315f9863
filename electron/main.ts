import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { app, session, shell } from 'electron';
import { commands as approvalCommands } from '../shared/ipc/approvals-contract.ts';
import { commands } from '../shared/ipc/contract.ts';
import { commands as practiceCommands } from '../shared/ipc/practice-contract.ts';
import type { Told } from '../shared/reminder-words.ts';
import { createBookFile } from './adapters/book-file.ts';
import { createCloudflareApi } from './adapters/cloudflare/cloudflare-api.ts';
import { createLicencesFile } from './adapters/licences-file.ts';
import { createLogFile, createLogTail } from './adapters/log-file.ts';
import { movedClock } from './adapters/moved-clock.ts';
import { randomLetters } from './adapters/random-letters.ts';
import { createRouteFiles } from './adapters/route-files.ts';
import { systemClock } from './adapters/system-clock.ts';
import { showsTrayIcons } from './adapters/tray-host.ts';
import { Desk } from './core/desk.ts';
import type { Log } from './core/ports.ts';
import { setAppMenu } from './shell/app-menu.ts';
import { registerAppScheme, serveApp } from './shell/app-protocol.ts';
import { appUpdater } from './shell/app-updater.ts';
import { ApprovalWindow } from './shell/approval-window.ts';
import { electronAwakenings } from './shell/awakenings.ts';
import { showInDockWithWindows } from './shell/dock.ts';
import { electronClipboard } from './shell/electron-clipboard.ts';
import { electronDataFolder } from './shell/electron-data-folder.ts';
import { electronFiles } from './shell/electron-files.ts';
import {
  answerEarlierNotifications,
  electronNotifier,
  nameToastActivator,
} from './shell/electron-notifier.ts';
import { endIfItFails } from './shell/failed-start.ts';
import { isInstalled } from './shell/installed.ts';
import { laterUpstream } from './shell/later-upstream.ts';
import { dropVariables, readLaunchOptions } from './shell/launch-options.ts';
import { createLocalServer } from './shell/local-server.ts';
import { lockPages, lockSession, refuseDebuggers } from './shell/lockdown.ts';
import { MainWindow } from './shell/main-window.ts';
import { ownAppImage } from './shell/own-app-image.ts';
import { lazyPracticeAgent } from './shell/practice-agent.ts';
import { PracticeDashboardWindow } from './shell/practice-dashboard.ts';
import { registerCommands } from './shell/registrar.ts';
import { onScreenLock, tellOfScreenLocks } from './shell/screen-lock.ts';
import { spareMemoryWithoutWindows } from './shell/spare-memory.ts';
import { startAgain } from './shell/start-again.ts';
import { loginItemOf, renewLoginItem, startsHidden } from './shell/start-at-login.ts';
import { systemFacts } from './shell/system-facts.ts';
import { SlipTray } from './shell/tray.ts';
import { isTrayThere } from './shell/tray-there.ts';
import { newStartOffer, tellOfCrashes, watchUncaught } from './shell/uncaught.ts';

if (app.isPackaged) refuseDebuggers();
const appId = 'org.permissionslip.PermissionSlip';
const options = readLaunchOptions(process.env, app.isPackaged);
const clock = options.clockFile === null ? systemClock : movedClock(options.clockFile);
dropVariables(process.env);

if (options.dataFolder !== null) {
  mkdirSync(options.dataFolder, { recursive: true });
  app.setPath('userData', options.dataFolder);
}
app.setAppUserModelId(appId);
nameToastActivator(process.platform);
app.enableSandbox();
registerAppScheme();

/* The lock lives in the data folder, so it is asked for once that is settled. */
if (app.requestSingleInstanceLock()) start();
else app.quit();

function start(): void {
  lockPages();
  showInDockWithWindows(process.platform);
  spareMemoryWithoutWindows();
  /* Electron quits when the last window closes unless somebody listens; this app lives on in the tray. */
  app.on('window-all-closed', () => undefined);
  const folder = app.getPath('userData');
  const log = createLogFile(folder);
  /* Opening may wait for the keychain's owner; whoever starts the app meanwhile gets its window then. */
  const starts: Starts = {
    areAsked: false,
    show: () => {
      starts.areAsked = true;
    },
  };
  app.on('second-instance', () => starts.show());
  const ready = app.whenReady();
  const offerNewStart = newStartOffer(() => startAgain(ownAppImage(process.env, process.execPath)));
  watchUncaught(process, log, ready, offerNewStart);
  void endIfItFails(
    ready.then(() => open(folder, log, starts, offerNewStart)),
    log,
  );
}

/** Other starts of the app, which lead to its window once there can be one. */
type Starts = { areAsked: boolean; show: () => void };

async function open(folder: string, log: Log, starts: Starts, offerNewStart: () => void): Promise<void> {
  setAppMenu(process.platform);
  const pages = session.fromPartition('permission-slip');
  await lockSession(pages);
  serveApp(pages, join(__dirname, '../renderer'));

  /* The keyring loads the file that a variable names, which is dropped by now. */
  const { createOsKeychain } = await import('./adapters/os-keychain.ts');
  const { createPracticeWorld } = await import('./shell/practice-world.ts');
  const practiceWorld = await createPracticeWorld(folder, clock);
  const localServer = createLocalServer({
    folder,
    clock,
    random: randomLetters,
    log,
    showQuestions: () => approvals.show(),
    upstreams: async () => ({
      practice: await practiceWorld.upstream(),
      /* Undici is large, and who practises never needs it. */
      cloudflare: laterUpstream(async () => {
        const { createUndiciUpstream } = await import('./adapters/cloudflare/undici-upstream.ts');
        return createUndiciUpstream(options.apiBaseUrl);
      }),
    }),
    webs: async () => {
      const { createPublicWeb } = await import('./adapters/public-web.ts');
      return { practice: await practiceWorld.web(), cloudflare: createPublicWeb() };
    },
    core: () => ({
      routes: desk.agents.routes,
      tokens: desk.tokens,
      traffic: desk.traffic,
      show: (atWork) => desk.store.publish({ atWork }),
      asks: (gate) => approvals.attach(gate),
      jobDone: (slip) => desk.agents.jobDone(slip),
      activityDamaged: () => desk.store.tell({ code: 'activity-damaged' }),
    }),
  });
  const loginPlace = {
    platform: process.platform,
    isInstalled: isInstalled(process.platform),
    env: process.env,
    execPath: process.execPath,
    home: app.getPath('home'),
    loginCommand: options.loginCommand,
  };
  void renewLoginItem(loginPlace);
  const routeFiles = createRouteFiles(app.getPath('home'));
  const desk = new Desk({
    worlds: {
      practice: practiceWorld.access,
      cloudflare: {
        cloudflare: createCloudflareApi({ baseUrl: options.apiBaseUrl, fetch, clock }),
        builtInKey: null,
      },
    },
    keychain: createOsKeychain(process.platform),
    repository: createBookFile(folder),
    clipboard: electronClipboard,
    opener: { open: (address) => shell.openExternal(address) },
    practiceDashboard: { open: (address) => dashboard.open(address) },
    windowPlace: { beside: (on) => window.beside(on) },
    notifier: electronNotifier(process.platform, openTold),
    awakenings: electronAwakenings,
    loginItem: loginItemOf(loginPlace),
    dataFolder: electronDataFolder(folder),
    routeFiles,
    localServer,
    practiceAgent: lazyPracticeAgent({ routeFiles, clock, fetch }),
    files: electronFiles({ window: () => window.open, folder: app.getPath('home') }),
    logTail: createLogTail(folder),
    licences: createLicencesFile(join(__dirname, '../licences.txt')),
    updater: appUpdater({
      platform: process.platform,
      isInstalled: isInstalled(process.platform),
      isFromStore: process.mas === true || process.windowsStore === true,
      resources: process.resourcesPath ?? '',
    }),
    systemFacts: systemFacts(app.isPackaged),
    clock,
    random: randomLetters,
    log,
    platform: process.platform === 'win32' || process.platform === 'darwin' ? process.platform : 'linux',
    version: app.getVersion(),
  });
  /* An agent that works on has its token read anew; none is held for nobody. */
  onScreenLock(() => desk.tokens.forgetAll());
  tellOfScreenLocks(process.platform, process.env);
  await desk.open();

  const icons = join(__dirname, '../../build/icons');
  const page = (preload: string) => ({
    session: pages,
    store: desk.store,
    preload: join(__dirname, '../preload', preload),
    icon: join(icons, 'icon.png'),
    devTools: !app.isPackaged,
    log,
  });
  const window = new MainWindow({
    ...page('preload.cjs'),
    gone: () => void desk.windowGone(),
    keepsCrashing: tellOfCrashes,
    doesNotOpen: offerNewStart,
    clock,
  });
  const approvals = new ApprovalWindow({
    ...page('preload-approvals.cjs'),
    clock,
    notifier: electronNotifier(process.platform, openTold),
  });
  /* Questions may be over by the time that their notification is clicked. */
  function openTold(told: Told): void {
    if (told.name !== 'questions') window.show(told);
    else if (!approvals.show()) window.show();
  }
  registerCommands(
    { page: 'approvals.html', window: approvals, commands: approvalCommands, handlers: approvals.handlers },
    log,
  );
  const { PracticeDesk } = await import('./shell/practice-desk.ts');
  const practiceDesk = new PracticeDesk({
    ...practiceWorld,
    clipboard: electronClipboard,
    close: () => dashboard.close(),
  });
  const dashboard = new PracticeDashboardWindow({ ...page('preload-practice.cjs'), desk: practiceDesk });
  registerCommands({ page: 'index.html', window, commands, handlers: desk.handlers }, log);
  registerCommands(
    { page: 'practice.html', window: dashboard, commands: practiceCommands, handlers: practiceDesk.handlers },
    log,
  );
  const tray = new SlipTray({
    store: desk.store,
    clock,
    log,
    iconFolder: icons,
    platform: process.platform,
    show: (screen) => window.show(screen),
    copyPrompt: (id) => desk.handlers['slip:copy-prompt']({ id }),
    pause: (pause) => desk.handlers['reminders:pause']({ pause }),
    showQuestions: () => approvals.show(),
    stopAgents: () => desk.handlers['agents:stop']({ id: null }),
    quit: () => app.quit(),
  });
  starts.show = () => window.show();
  app.on('activate', () => window.show());
  quitTidily(desk);
  void answerEarlierNotifications(process.platform, openTold);
  const wasOpenedAtLogin =
    process.platform === 'darwin' && app.isPackaged && app.getLoginItemSettings().wasOpenedAtLogin;
  const asksToHide = startsHidden({ argv: process.argv, wasOpenedAtLogin, hasTray: tray.isThere });
  if (!asksToHide || starts.areAsked) window.show();
  void isTrayThere({
    platform: process.platform,
    argv: process.argv,
    isMade: tray.isThere,
    ask: async () => options.traySeen || showsTrayIcons(process.env),
    wait: clock.wait,
  }).then((isThere) => {
    if (isThere) return;
    if (asksToHide) window.show();
    desk.tellNoTray();
  });
  void desk.goOn();
  desk.startWatching();
}

/* What is under way is stopped and a copied token taken off the clipboard before the app goes. */
function quitTidily(desk: Desk): void {
  let tidy = false;
  app.on('before-quit', (event) => {
    if (tidy) return;
    event.preventDefault();
    void desk.close().finally(() => {
      tidy = true;
      app.quit();
    });
  });
}
