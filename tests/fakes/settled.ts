/** Lets everything happen that needs no time to pass. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 60; turn += 1) await turnEnds();
}

/** Waits until something is true that needs no time to pass. Fails where it does not become so. */
export async function until(isTrue: () => boolean): Promise<void> {
  for (let turn = 0; turn < 200; turn += 1) {
    if (isTrue()) return;
    await turnEnds();
  }
  throw new Error('It never became true.');
}

const turnEnds = () => new Promise((resolve) => setImmediate(resolve));
