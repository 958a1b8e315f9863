/** Where this copy of the app stands with newer versions. */
export type UpdateState =
  /** This copy is renewed where it came from: by a store, a package manager, or by hand. */
  | { readonly kind: 'elsewhere' }
  | { readonly kind: 'not-looked' }
  | { readonly kind: 'looking' }
  | { readonly kind: 'newest' }
  | { readonly kind: 'found'; readonly version: string }
  | { readonly kind: 'fetching'; readonly version: string }
  /** It was fetched and its signature checked; it is installed when the owner says so. */
  | { readonly kind: 'ready'; readonly version: string }
  /** The app ends when the system has taken the new version, which may not come to that. */
  | { readonly kind: 'installing'; readonly version: string }
  | { readonly kind: 'failed'; readonly at: 'looking' | 'fetching' | 'installing' };

/** Whether the tray points to a newer version. */
export function hasNewVersion({ kind }: UpdateState): boolean {
  return kind === 'found' || kind === 'ready';
}
