import { Fingerprint, Hourglass, LockKeyhole } from 'lucide-react';
import { useEffect } from 'react';
import type { World } from '../../shared/slip.ts';
import { useApp } from '../app/app-context.ts';
import { fetchLaterScreens } from '../app/later-screens.ts';
import { useAction } from '../app/use-action.ts';
import { Button } from '../ui/Button.tsx';
import { PaperSlip } from '../ui/PaperSlip.tsx';
import { ActionProblem } from '../ui/ProblemNotice.tsx';
import { ScreenHeading } from '../ui/ScreenHeading.tsx';
import { SplitPage } from '../ui/SplitPage.tsx';
import { Term } from '../ui/Term.tsx';
import styles from './WelcomeScreen.module.css';

const plain = (text: string) => ({ text, warning: null });

const example = {
  to: plain('Codex, on this computer'),
  may: plain('clear saved copies of single pages'),
  where: plain('bakery.example only'),
  until: plain('30 days from now'),
  mayNot: plain('clear everything, change DNS, see billing, make tokens, touch other websites'),
};

/** The first start: what this is, and whether to practise first. */
export function WelcomeScreen() {
  const { client } = useApp();
  useEffect(fetchLaterScreens, []);
  const choose = useAction((world: World) => client.call('world:choose', { world }));
  return (
    <SplitPage
      asideLabel="What a slip looks like"
      aside={
        <div className={styles.example}>
          <PaperSlip number={1} paper={example} practice={false} stamp="READY" />
          <p className={styles.hint}>This is what your agent gets. No more.</p>
        </div>
      }
    >
      <div className={styles.words}>
        <ScreenHeading
          title="Let your AI agent help, without giving it the keys"
          lead={
            <>
              Your website runs on Cloudflare. Your agent needs access to work on it. Here you write it a{' '}
              <Term word="slip">permission slip</Term>.
            </>
          }
        />
        <ul className={styles.points}>
          <li>
            <Fingerprint size={24} aria-hidden />
            <span>
              <b>One job, one place.</b> Your agent can do this one thing on this one website, and nothing
              else.
            </span>
          </li>
          <li>
            <Hourglass size={24} aria-hidden />
            <span>
              <b>An end date.</b> Each slip runs out by itself. You can stop it sooner at any time.
            </span>
          </li>
          <li>
            <LockKeyhole size={24} aria-hidden />
            <span>
              <b>The secret stays locked.</b> It goes into this computer's keychain, and never into a chat.
            </span>
          </li>
        </ul>
        <ActionProblem of={choose} />
        <div className={styles.choice}>
          <Button tone="primary" busy={choose.busy} onClick={() => void choose.start('practice')}>
            Practise first
          </Button>
          <Button onClick={() => void choose.start('cloudflare')}>Use my Cloudflare account</Button>
        </div>
        <p className={styles.safe}>
          Practice has a made-up bakery with made-up websites. You can't break anything there.
        </p>
      </div>
    </SplitPage>
  );
}
