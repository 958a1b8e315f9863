import { openableHosts } from '../../shared/links.ts';

/** The last check before the browser opens: https, a known host, nothing smuggled in. */
export function isOpenable(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname, port, username, password } = new URL(address);
  return (
    protocol === 'https:' && openableHosts.has(hostname) && port === '' && username === '' && password === ''
  );
}
