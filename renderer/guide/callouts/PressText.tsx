import type { Press } from '../../../shared/guide/guide-step.ts';

/** What to press, with Cloudflare's own word in bold where the text names it. */
export function PressText({ press: { text, label } }: { readonly press: Press }) {
  const at = labelAt({ text, label });
  if (at < 0) return text;
  return (
    <>
      {text.slice(0, at)}
      <strong translate="no" data-screen-label>
        {text.slice(at, at + label.length)}
      </strong>
      {text.slice(at + label.length)}
    </>
  );
}

/** Where a text names its label, in whatever letters; -1 where it does not. */
export function labelAt({ text, label }: Pick<Press, 'text' | 'label'>): number {
  return text.toLowerCase().indexOf(label.toLowerCase());
}
