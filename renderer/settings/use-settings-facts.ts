import { useEffect, useState } from 'react';
import type { SettingsFacts } from '../../shared/preferences.ts';
import { useApp } from '../app/app-context.ts';

/** What the settings show beyond the snapshot, and a way to put in what changed of it; null until it was read. */
export function useSettingsFacts(): readonly [
  SettingsFacts | null,
  (change: Partial<SettingsFacts>) => void,
] {
  const { client } = useApp();
  const [facts, setFacts] = useState<SettingsFacts | null>(null);
  useEffect(() => {
    let gone = false;
    void client.call('settings:look').then((answer) => {
      if (!gone && answer.ok) setFacts(answer.value);
    });
    return () => {
      gone = true;
    };
  }, [client]);
  const change = (part: Partial<SettingsFacts>) =>
    setFacts((before) => (before === null ? null : { ...before, ...part }));
  return [facts, change];
}
