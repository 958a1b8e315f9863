/** The scheme and host that the app's own pages are served from. */
export const appScheme = 'app';
export const appHost = 'bundle';
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
