import type { ReactNode } from 'react';
import type { Slip, World } from '../../shared/slip.ts';
import { useApp } from '../app/app-context.ts';
import { goToText, useChooseWorld } from '../app/use-choose-world.ts';
import { Button } from '../ui/Button.tsx';
import { ActionProblem } from '../ui/ProblemNotice.tsx';

const texts: Readonly<Record<World, string>> = {
  practice: 'This is a practice slip, and you are not in practice now.',
  cloudflare: 'This slip is for your own account, and you are in practice now.',
};

/** What stands in the place of something that can be done with a slip in its own world alone. */
type OtherWorld = { readonly text: string; readonly button: ReactNode; readonly problem: ReactNode };

/** That a slip is of the other world, and the way there; null where the app is in the slip's world already. */
export function useOtherWorld(
  slip: Pick<Slip, 'world'> | undefined,
  tone: 'plain' | 'primary' = 'plain',
): OtherWorld | null {
  const { snapshot } = useApp();
  const choose = useChooseWorld();
  if (slip === undefined || slip.world === snapshot.world) return null;
  return {
    text: texts[slip.world],
    button: (
      <Button
        key={slip.world}
        small={tone === 'plain'}
        tone={tone}
        busy={choose.busy}
        onClick={() => void choose.start(slip.world)}
      >
        {goToText[slip.world]}
      </Button>
    ),
    problem: <ActionProblem of={choose} />,
  };
}
