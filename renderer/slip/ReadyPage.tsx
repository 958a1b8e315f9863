import { useState } from 'react';
import { agentName } from '../../shared/agents.ts';
import type { Slip } from '../../shared/slip.ts';
import { paperOfSlip } from '../../shared/slip-paper.ts';
import { useApp } from '../app/app-context.ts';
import { dateText } from '../app/dates.ts';
import { useEscape } from '../app/use-escape.ts';
import { useNow } from '../app/use-now.ts';
import { Button } from '../ui/Button.tsx';
import { Notice } from '../ui/Notice.tsx';
import { ActionProblem } from '../ui/ProblemNotice.tsx';
import { ScreenHeading } from '../ui/ScreenHeading.tsx';
import { ScreenLabel } from '../ui/ScreenLabel.tsx';
import { SlipAside } from '../ui/SlipAside.tsx';
import { SplitPage } from '../ui/SplitPage.tsx';
import { StepDots } from '../ui/StepDots.tsx';
import { AgentAtWork } from './AgentAtWork.tsx';
import { ConnectAgent } from './ConnectAgent.tsx';
import { CopyAgain } from './CopyAgain.tsx';
import { CopyPromptButton } from './CopyPromptButton.tsx';
import { KeptAnyway } from './KeptAnyway.tsx';
import { LoginQuestion } from './LoginQuestion.tsx';
import { type Leading, leadingOn } from './leading.ts';
import { OldTokens } from './OldTokenNotice.tsx';
import { PracticeAgent } from './PracticeAgent.tsx';
import { PromptPreview } from './PromptPreview.tsx';
import { ProofList } from './ProofList.tsx';
import { isPaused, shownStamp } from './paused.ts';
import { ReplacedNotice } from './ReplacedNotice.tsx';
import { RouteLine } from './RouteLine.tsx';
import { useCopyPrompt } from './use-copy-prompt.ts';

/* What comes before giving the prompt. */
const before: ReadonlySet<Leading> = new Set(['question', 'old', 'copy', 'paused']);

/** The end of the wizard: what the token can and can't do, and the text to give to the agent. */
export function ReadyPage({ slip, byHand }: { readonly slip: Slip; readonly byHand: boolean }) {
  const { snapshot, show } = useApp();
  const now = useNow();
  const [copied, setCopied] = useState(false);
  const copy = useCopyPrompt(() => setCopied(true));
  const home = () => show({ name: 'home' });
  useEscape(home);
  const agent = agentName(slip.who);
  /* From the tray, while this page is open. */
  const isHeld = isPaused(slip, snapshot);
  const leading = leadingOn(slip, now, snapshot);
  return (
    <SplitPage
      asideLabel="Your slip"
      aside={
        <SlipAside
          number={slip.number}
          paper={paperOfSlip(slip, now, dateText)}
          practice={slip.world === 'practice'}
          stamp={shownStamp(slip, now, snapshot)}
          fresh
          hint="You can stop it at any time. Just open it in your list of slips."
        />
      }
      foot={
        <>
          <Button tone="quiet" onClick={home}>
            {copied ? 'Done' : 'Go to my slips'}
          </Button>
          <CopyPromptButton
            slip={slip}
            copy={copy}
            label="Copy the prompt"
            copiedLabel={`Copied. Paste it into ${agent.length > 16 ? 'your agent' : agent}`}
            tone={isHeld || (leading !== null && before.has(leading)) ? 'plain' : 'primary'}
          />
        </>
      }
    >
      <StepDots step={4} of={4} text="Done" />
      {slip.keptAnyway === null ? (
        <ScreenHeading
          title="Your slip is ready"
          lead={`We tried it out ${slip.world === 'practice' ? 'in practice' : 'at Cloudflare'}. What this job reads was allowed. The rest that we tried was refused.`}
        />
      ) : (
        <ScreenHeading
          title="Your slip is kept, with a warning"
          lead="The token is locked away. It is not as you planned it."
        />
      )}
      {byHand ? (
        <Notice tone="calm" title="Now close the box at Cloudflare">
          Press{' '}
          <ScreenLabel>{slip.token.owner.kind === 'user' ? 'View all API tokens' : 'Confirm'}</ScreenLabel>{' '}
          there. The token is safe in your keychain, and Cloudflare will not show it again.
        </Notice>
      ) : null}
      {isHeld ? <AgentAtWork slip={slip} leads={leading === 'paused'} /> : null}
      <OldTokens of={slip.id} leads={leading === 'old'} />
      <CopyAgain slip={slip} leads={leading === 'copy'} />
      <KeptAnyway slip={slip} />
      <ReplacedNotice slip={slip} />
      <ProofList slip={slip} usable />
      <ActionProblem of={copy} />
      <PracticeAgent slip={slip} />
      <RouteLine slip={slip} />
      <PromptPreview slip={slip} agent={agent} />
      <ConnectAgent slip={slip} />
      <LoginQuestion />
    </SplitPage>
  );
}
