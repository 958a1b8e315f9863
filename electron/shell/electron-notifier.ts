import { app, Notification } from 'electron';
import { screenOfTelling, type Told } from '../../shared/reminder-words.ts';
import type { Notifier } from '../core/ports.ts';
import { screenOfToast, toastActivator, toastXml } from './windows-toast.ts';

/**
 * The system's notifications. A click opens the window at its screen; that is all one can do, since buttons do not work
 * on every system. Where there are none, or they are not allowed, home shows the same.
 */
export function electronNotifier(platform: NodeJS.Platform, open: (screen: Told) => void): Notifier {
  /* A notification that nothing holds on to is collected, and its click is lost. */
  const shown = new Map<string, Notification>();
  return {
    show(telling) {
      if (!Notification.isSupported()) return;
      const { id, title, body, screen } = telling;
      const isWindows = platform === 'win32';
      const notification = new Notification({
        id,
        title,
        body,
        ...(isWindows ? { toastXml: toastXml(telling) } : {}),
      });
      /* Windows reports each click in one place, whether or not this object still lives. */
      if (!isWindows) notification.on('click', () => open(screen));
      /* On Linux an id is nothing to Electron, and the newer one would stand beside the older. */
      if (platform === 'linux') shown.get(id)?.close();
      shown.set(id, notification);
      notification.show();
    },
  };
}

/** Tells Windows whom to call when a notification is clicked. To be called before one is shown. */
export function nameToastActivator(platform: NodeJS.Platform): void {
  if (platform === 'win32') app.setToastActivatorCLSID(toastActivator);
}

/**
 * Opens what a notification of an earlier run is about when it is clicked, where the system keeps them: Windows even
 * starts the app for it. On Linux a notification dies with the app.
 */
export async function answerEarlierNotifications(
  platform: NodeJS.Platform,
  open: (screen: Told) => void,
): Promise<void> {
  if (platform === 'win32') {
    Notification.handleActivation(({ arguments: launch }) => open(screenOfToast(launch)));
  }
  if (platform !== 'darwin') return;
  try {
    for (const earlier of await Notification.getHistory()) {
      kept.add(earlier);
      earlier.on('click', () => open(screenOfTelling(earlier.id)));
    }
  } catch {
    /* Unsigned builds have no notifications at all, and home shows the same. */
  }
}

/* As above: what nothing holds on to is collected. */
const kept = new Set<Notification>();
