import { useEffect, useEffectEvent, useState } from 'react';
import type { Slip } from '../../shared/slip.ts';
import { useApp } from '../app/app-context.ts';
import { useAction } from '../app/use-action.ts';
import { Button } from '../ui/Button.tsx';
import { ActionProblem } from '../ui/ProblemNotice.tsx';
import { Term } from '../ui/Term.tsx';
import styles from './PromptPreview.module.css';

type PromptPreviewProps = { readonly slip: Slip; readonly agent: string };

/** The text that the agent gets, to be looked at before it is copied. It names the route and never the token. */
export function PromptPreview({ slip, agent }: PromptPreviewProps) {
  const { client } = useApp();
  const [text, setText] = useState<string | null>(null);
  const [whole, setWhole] = useState(false);
  const load = useAction(
    () => client.call('slip:prompt', { id: slip.id }),
    (prompt) => setText(prompt.text),
  );
  const reload = useEffectEvent(() => void load.start());
  const route = JSON.stringify(slip.route);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the text names the route, so it is fetched again with a new one
  useEffect(() => reload(), [route]);

  if (load.problem !== null) return <ActionProblem of={load} />;
  return (
    <section className={styles.section} aria-labelledby="prompt-title">
      <div className={styles.head}>
        <h2 id="prompt-title" className={styles.title}>
          The <Term word="prompt" /> for {agent}
        </h2>
        <Button tone="link" aria-expanded={whole} onClick={() => setWhole(!whole)}>
          {whole ? 'Show less' : 'Read all of it'}
        </Button>
      </div>
      <div className={whole ? styles.whole : styles.part}>
        <pre className={styles.text}>{text}</pre>
      </div>
    </section>
  );
}
