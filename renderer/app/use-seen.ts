import { useEffect } from 'react';
import { aboutOf, type Told } from '../../shared/notices.ts';
import { useApp } from './app-context.ts';

/**
 * Puts away what main has told for whoever is gone, while this screen shows it by itself; null while it does not. A
 * notice about a slip counts only with that slip's number.
 */
export function useSeen(shown: Told | null): void {
  const { client, snapshot } = useApp();
  const told = snapshot.notices.find((one) => one.code === shown?.code && aboutOf(one) === aboutOf(shown));
  const about = told === undefined ? null : aboutOf(told);
  useEffect(() => {
    if (about !== null) void client.call('notice:dismiss', { about });
  }, [client, about]);
}
