import { useEffect } from 'react';
import { useApp } from '../app/app-context.ts';
import { Waiting } from '../ui/Waiting.tsx';

const texts = {
  rolling: 'Asking Cloudflare for the new token.',
  storing: "Locking it in this computer's keychain.",
  proving: 'Trying out the new token, and the old one.',
} as const;

/** How far a swap is. It can't be stopped half-way: a new token has to reach the keychain. */
export function SwapSteps({ id }: { readonly id: string }) {
  const { snapshot, announce } = useApp();
  const { progress } = snapshot;
  const step = progress.doing === 'rotating' && progress.id === id ? progress.step : 'rolling';
  useEffect(() => announce(texts[step]), [step, announce]);
  return <Waiting what={texts[step]} />;
}
