import { app, type Session, type WebContents } from 'electron';
import { isAppAddress } from './app-address.ts';

/** Shuts every door of a session that the app does not use: permissions, devices, downloads, the network. */
export async function lockSession(session: Session): Promise<void> {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.setDisplayMediaRequestHandler((_request, answer) => answer({}));
  session.setSpellCheckerEnabled(false);
  session.on('will-download', (event) => event.preventDefault());
  session.webRequest.onBeforeRequest((details, answer) => answer({ cancel: !isAppAddress(details.url) }));
  /* WebRTC passes by the page's policy and by webRequest. Over TCP it goes through a proxy, and at this one nobody listens. */
  await session.setProxy({
    mode: 'fixed_servers',
    proxyRules: 'http://127.0.0.1:9',
    proxyBypassRules: '<-loopback>',
  });
}

/** Keeps every page where it is: no navigation, no new windows, no embedded pages. */
export function lockPages(): void {
  app.on('web-contents-created', (_event, contents) => lockPage(contents));
}

function lockPage(contents: WebContents): void {
  contents.on('will-navigate', (event) => event.preventDefault());
  contents.on('will-frame-navigate', (event) => event.preventDefault());
  contents.on('will-redirect', (event) => event.preventDefault());
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  /* Over UDP, WebRTC goes nowhere then: no HTTP proxy carries it. */
  contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp');
}

/**
 * Lets no other program into the pages: Chromium reads these switches after the main script has run, and no fuse covers them.
 * Source: electronjs.org/docs/latest/api/command-line.
 */
export function refuseDebuggers(): void {
  app.commandLine.removeSwitch('remote-debugging-port');
  app.commandLine.removeSwitch('remote-debugging-pipe');
}
