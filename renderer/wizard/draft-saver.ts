import type { Draft } from '../../shared/wizard.ts';

/** Writes the newest draft a moment after the last change, at once when asked, and never again once it is stopped. */
export type DraftSaver = {
  readonly save: (draft: Draft) => void;
  readonly flush: () => void;
  readonly stop: () => void;
};

const pause = 200;

export function createDraftSaver(write: (draft: Draft) => unknown): DraftSaver {
  let waiting: Draft | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let stopped = false;

  function flush(): void {
    clearTimeout(timer);
    if (waiting !== null && !stopped) write(waiting);
    waiting = null;
  }

  return {
    save(draft) {
      waiting = draft;
      clearTimeout(timer);
      timer = setTimeout(flush, pause);
    },
    flush,
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };
}
