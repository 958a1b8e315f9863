import type { WindowPlace } from '../../electron/core/ports.ts';

/** A window that only remembers where it was asked to stand. */
export class RecordingWindowPlace implements WindowPlace {
  isBeside = false;

  readonly beside = (on: boolean): void => {
    this.isBeside = on;
  };
}
