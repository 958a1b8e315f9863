/** Writes the newest value a moment after the last change, at once when asked, and never again once it is stopped. */
export type LateSaver<T> = {
  readonly save: (value: T) => void;
  readonly flush: () => void;
  readonly stop: () => void;
};

const pause = 200;

export function createLateSaver<T>(write: (value: T) => unknown): LateSaver<T> {
  let waiting: { readonly value: T } | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let stopped = false;

  function flush(): void {
    clearTimeout(timer);
    const last = waiting;
    waiting = null;
    if (last !== null && !stopped) write(last.value);
  }

  return {
    save(value) {
      waiting = { value };
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
