import { Printer } from 'lucide-react';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { PrintSheet } from '../ui/PrintSheet.tsx';
import styles from './HelpText.module.css';
import { HelpText } from './HelpText.tsx';
import type { HelpTopic } from './help-topic.ts';
import { helpPages } from './pages.ts';
import { plainText, readPage } from './read-page.ts';

/** The help on top of whatever the owner is at, which stays as it is. It begins at the heading that answers. */
export function HelpDialog({ topic, onClose }: { readonly topic: HelpTopic; readonly onClose: () => void }) {
  const [shown, setShown] = useState(topic);
  const [printing, setPrinting] = useState(false);
  const page = useRef<HTMLElement>(null);
  const [head, ...blocks] = readPage(helpPages[shown.page]);
  const title = head?.kind === 'heading' ? plainText(head.words) : '';
  const begin = () => {
    const heading = shown.heading === undefined ? null : page.current?.querySelector(`#${shown.heading}`);
    (heading instanceof HTMLElement ? heading : page.current)?.focus();
  };
  const first = useRef(shown);
  const beginAgain = useEffectEvent(begin);
  useEffect(() => {
    /* The dialog itself begins the first page. */
    if (shown !== first.current) beginAgain();
  }, [shown]);
  return (
    <Dialog
      title={title}
      lead={
        <>
          Your screen stays as it is.{' '}
          {shown.page === 'README' ? null : (
            <Button tone="link" onClick={() => setShown({ page: 'README' })}>
              All answers
            </Button>
          )}
        </>
      }
      foot={
        <>
          <Button tone="quiet" icon={<Printer size={18} aria-hidden />} onClick={() => setPrinting(true)}>
            Print this page
          </Button>
          <Button tone="primary" onClick={onClose}>
            Back to where I was
          </Button>
        </>
      }
      onOpen={begin}
      onClose={onClose}
    >
      <article ref={page} tabIndex={-1} aria-label={title} className={styles.page}>
        <HelpText blocks={blocks} follow={setShown} />
      </article>
      {printing ? (
        <PrintSheet onDone={() => setPrinting(false)}>
          <main>
            <h1>{title}</h1>
            <HelpText blocks={blocks} follow={null} />
          </main>
        </PrintSheet>
      ) : null}
    </Dialog>
  );
}
