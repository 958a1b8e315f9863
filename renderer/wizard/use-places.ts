import { useEffect, useRef, useState } from 'react';
import type { Places } from '../../shared/places.ts';
import type { Problem } from '../../shared/problem.ts';
import { useApp } from '../app/app-context.ts';

/** The live lists of accounts, websites and Pages projects, while they are on their way and after. */
export type PlacesState =
  | { readonly kind: 'loading' }
  | { readonly kind: 'ready'; readonly places: Places }
  | { readonly kind: 'failed'; readonly problem: Problem };

/** Asks for the lists as soon as the wizard opens, so that they are there when the owner gets to them. */
export function usePlaces() {
  const { client } = useApp();
  const [state, setState] = useState<PlacesState>({ kind: 'loading' });
  const asked = useRef(0);

  async function load(fresh: boolean): Promise<void> {
    asked.current += 1;
    const mine = asked.current;
    setState({ kind: 'loading' });
    const answer = await client.call('places:list', { fresh });
    if (mine !== asked.current) return;
    setState(
      answer.ok ? { kind: 'ready', places: answer.value } : { kind: 'failed', problem: answer.problem },
    );
  }

  function stop(): void {
    asked.current += 1;
    setState({ kind: 'failed', problem: { code: 'stopped' } });
  }

  const first = useRef(load);
  useEffect(() => {
    void first.current(false);
    return () => {
      asked.current += 1;
    };
  }, []);

  return { state, load, stop };
}
