import { type ComponentType, lazy, type ReactNode, Suspense, useState } from 'react';

export type Later<Props> = ComponentType<Props> & { readonly fetch: () => Promise<unknown> };

/**
 * A part that is a file of its own in the bundle. It is fetched by `fetch`, or when it is first drawn; until it is there
 * `fallback` stands in its place. One that was fetched is drawn at once, which `lazy` alone does not do: React shows the
 * fallback first, and keeps it for 300 ms.
 */
export function later<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  fallback: (props: Props) => ReactNode = () => null,
): Later<Props> {
  let fetched: ComponentType<Props> | undefined;
  const fetch = async () => {
    fetched ??= await load();
    return { default: fetched };
  };
  const Fetching = lazy(fetch);
  function Part(props: Props) {
    /* Chosen once, since another component in its place would lose what was typed. */
    const [Chosen] = useState<ComponentType<Props>>(() => fetched ?? Fetching);
    return (
      <Suspense fallback={fallback(props)}>
        <Chosen {...props} />
      </Suspense>
    );
  }
  return Object.assign(Part, { fetch });
}

/* Long enough for a screen to be drawn in peace, short enough that no hand is faster. Milliseconds. */
const pause = 400;

/** Fetches parts while the owner looks at what is there, so that going on never waits. An effect; it can be undone. */
export function fetchSoon(parts: readonly Pick<Later<never>, 'fetch'>[]): () => void {
  const timer = setTimeout(() => {
    for (const { fetch } of parts) void fetch();
  }, pause);
  return () => clearTimeout(timer);
}
