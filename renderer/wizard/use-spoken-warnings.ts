import { useEffect, useRef } from 'react';
import type { Paper } from '../../shared/slip-paper.ts';
import { useApp } from '../app/app-context.ts';

/** Tells a screen reader when a line of the paper turns amber, as everybody else sees it. */
export function useSpokenWarnings(paper: Paper): void {
  const { announce } = useApp();
  const text = Object.values(paper)
    .flatMap(({ warning }) => (warning === null ? [] : [warning]))
    .join(' ');
  const spoken = useRef(text);
  useEffect(() => {
    if (text !== '' && text !== spoken.current) announce(text);
    spoken.current = text;
  }, [text, announce]);
}
