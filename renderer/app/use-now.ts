import { useEffect, useState } from 'react';
import { useApp } from './app-context.ts';

/** The time, renewed each minute and whenever the window is looked at again. */
export function useNow(): Date {
  const { now } = useApp();
  const [time, setTime] = useState(now);
  useEffect(() => {
    const renew = () => setTime(now());
    const timer = setInterval(renew, 60_000);
    document.addEventListener('visibilitychange', renew);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', renew);
    };
  }, [now]);
  return time;
}
