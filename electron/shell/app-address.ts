/** The scheme and host that the app's own pages are served from. */
export const appScheme = 'app';
const appHost = 'bundle';
export const appOrigin = `${appScheme}://${appHost}`;

/**
 * Whether an address is one of the app's own pages. Protocol and host are compared: Node gives "null" as the origin of
 * every custom scheme, so comparing origins would let any of them through.
 */
export function isAppAddress(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, host, username, password } = new URL(address);
  return protocol === `${appScheme}:` && host === appHost && username === '' && password === '';
}

/** The files of the app's pages. Each has a preload script and a contract of its own. */
export type AppPage = 'index.html' | 'practice.html' | 'approvals.html';

/** The address of a page. */
export function pageAddress(page: AppPage): string {
  return `${appOrigin}/${page}`;
}

/** Whether an address is this page of the app, whatever follows its path. */
export function isAppPage(address: string, page: AppPage): boolean {
  return isAppAddress(address) && new URL(address).pathname === `/${page}`;
}
