import { useEffect, useRef, useState } from 'react';
import type { AgentAtWork, LastOutcome } from '../../shared/agents-at-work.ts';
import { useApp } from '../app/app-context.ts';
import { momentText } from '../app/dates.ts';
import styles from './ComingThrough.module.css';

/** Whether a request with the slip's pass has come, what became of the last one, and what helps where none comes. */
export function ComingThrough({
  agent,
  work,
}: {
  readonly agent: string;
  readonly work: AgentAtWork | undefined;
}) {
  const last = work?.lastRequest ?? null;
  const now = useEachSecond(last);
  useSaidFirst(last, `${agent} is coming through.`);
  return (
    <section className={styles.through}>
      <h2>Is my agent coming through?</h2>
      {last === null ? (
        <>
          <p>{`Not yet. Copy the prompt, paste it into ${agent}, and ask it to begin. This line changes at once.`}</p>
          <p>Nothing comes? Your agent must run on this computer, and this app must stay open.</p>
        </>
      ) : (
        <>
          <p>{`Yes, ${agoText(last, now)}${outcomeText(work?.lastOutcome ?? null)}.`}</p>
          {work === undefined ? null : <p>{workText(work)}</p>}
        </>
      )}
    </section>
  );
}

function workText({ today, lastChange }: AgentAtWork): string {
  const requests = today === 1 ? '1 request today.' : `${today} requests today.`;
  return lastChange === null
    ? `${requests} It has changed nothing.`
    : `${requests} Last change: ${momentText(lastChange)}.`;
}

/* The first request alone is said: from then on the line changes with each second. */
function useSaidFirst(last: string | null, text: string): void {
  const { announce } = useApp();
  const waits = useRef(last === null);
  useEffect(() => {
    if (waits.current && last !== null) announce(text);
    waits.current = last === null;
  }, [last, text, announce]);
}

/* Seconds count for the first minute alone; a window that shows an older time need not tick. */
function useEachSecond(last: string | null): Date {
  const { now } = useApp();
  const [time, setTime] = useState(now);
  useEffect(() => {
    setTime(now());
    if (last === null) return;
    const timer = setInterval(() => {
      const at = now();
      setTime(at);
      if (at.getTime() - Date.parse(last) > 60_000) clearInterval(timer);
    }, 1000);
    return () => clearInterval(timer);
  }, [last, now]);
  return time;
}

function agoText(at: string, now: Date): string {
  const seconds = Math.round((now.getTime() - Date.parse(at)) / 1000);
  if (seconds < 2) return 'just now';
  return seconds < 60 ? `${seconds} seconds ago` : `on ${momentText(at)}`;
}

function outcomeText(outcome: LastOutcome | null): string {
  switch (outcome) {
    case null:
      return '';
    case 'read':
      return ': a read, allowed';
    case 'changed':
      return ': a change that was allowed';
    case 'not-on-slip':
      return ': turned away, since the slip does not allow it. That is the slip at work';
    case 'unclear':
      return ': turned away, since it was not clear what it asked for';
    case 'too-many':
      return ': turned away, since it asked for too much at once. It can try again';
    case 'owner-said-no':
      return ': a change that you have not allowed';
    case 'cloudflare-said-no':
      return ': allowed, but Cloudflare said no';
    case 'failed':
      return ': it could not be done, or no answer reached it';
  }
}
