import { useEffect, useEffectEvent, useRef } from 'react';

/** Runs something once a screen is gone, whatever took its place. */
export function useLeaving(onLeave: () => void): {
  readonly never: () => void;
  readonly hasLeft: () => boolean;
} {
  const here = useRef(false);
  const off = useRef(false);
  const run = useEffectEvent(onLeave);
  useEffect(() => {
    here.current = true;
    return () => {
      here.current = false;
      if (off.current) return;
      /* Strict mode takes an effect back and does it again at once; that is no leaving. */
      queueMicrotask(() => {
        if (!here.current) run();
      });
    };
  }, []);
  return {
    never: () => {
      off.current = true;
    },
    hasLeft: () => !here.current,
  };
}
