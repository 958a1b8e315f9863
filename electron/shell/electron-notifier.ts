import { Notification } from 'electron';
import type { Screen } from '../../shared/ipc/contract.ts';
import type { Notifier } from '../core/ports.ts';

/**
 * The system's notifications. A click opens the window at its screen; that is all one can do, since buttons do not work
 * on every system. Where there are none, or they are not allowed, home shows the same.
 */
export function electronNotifier(open: (screen: Screen) => void): Notifier {
  /* A notification that nothing holds on to is collected, and its click is lost. */
  const shown = new Map<string, Notification>();
  return {
    show({ id, title, body, screen }) {
      if (!Notification.isSupported()) return;
      const notification = new Notification({ id, title, body });
      notification.on('click', () => open(screen));
      shown.set(id, notification);
      notification.show();
    },
  };
}
