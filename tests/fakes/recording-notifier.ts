import type { Notifier } from '../../electron/core/ports.ts';
import type { Telling } from '../../shared/reminder-words.ts';

/** Notifications that are only remembered. */
export class RecordingNotifier implements Notifier {
  readonly shown: Telling[] = [];

  readonly show = (telling: Telling): void => {
    this.shown.push(telling);
  };
}
