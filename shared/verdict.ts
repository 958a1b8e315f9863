import type { MendTopic } from './guide/mend.ts';
import type { Proof, Slip } from './slip.ts';

/** One thing that a proof found to differ from the plan, or could not find out. */
export type Finding = {
  /** In the owner's words: "reach cakeshop.example". */
  readonly what: string;
  /** What it is about, which leads to the screen of the guide where it is mended; null where no click mends it. */
  readonly mend: MendTopic | null;
};

/** What a proof can come to. */
export const verdictKinds = ['as-planned', 'wider', 'too-narrow', 'cannot-tell'] as const;

/** What a proof came to. */
export type Verdict = {
  readonly kind: (typeof verdictKinds)[number];
  readonly tooMuch: readonly Finding[];
  readonly missing: readonly Finding[];
  readonly unclear: readonly Finding[];
  readonly proof: Proof;
};

/** What a slip says of a token that was kept although it is not as planned. */
export function keptAnyway({ kind, tooMuch, missing }: Verdict, reason: string): Slip['keptAnyway'] {
  const words = (findings: Verdict['tooMuch']) => findings.map(({ what }) => what);
  return { verdict: kind, reason, tooMuch: words(tooMuch), missing: words(missing) };
}

/** Names the verdict of what was found. Too much outweighs too little: it is the one that can do harm. */
export function verdictKind(
  found: Pick<Verdict, 'tooMuch' | 'missing' | 'unclear' | 'proof'>,
): Verdict['kind'] {
  if (found.tooMuch.length > 0) return 'wider';
  if (found.missing.length > 0) return 'too-narrow';
  return found.proof.can.length === 0 || found.proof.cannot.length === 0 ? 'cannot-tell' : 'as-planned';
}
