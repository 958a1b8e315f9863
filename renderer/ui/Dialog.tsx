import { X } from 'lucide-react';
import { Dialog as Radix } from 'radix-ui';
import { type ReactNode, useState } from 'react';
import styles from './Dialog.module.css';

type DialogProps = {
  readonly title: string;
  /** What this is about, read out together with the title. */
  readonly lead: ReactNode;
  readonly children?: ReactNode;
  readonly foot?: ReactNode;
  readonly onClose: () => void;
  /** Puts the focus where reading begins; on the first control if not given. */
  readonly onOpen?: () => void;
};

/**
 * A question on top of a screen; Esc and the cross close it, and the focus goes back to where it was. The veil is a plain element: Radix's own overlay would
 * write a style tag into the page, which the content security policy refuses.
 */
export function Dialog({ title, lead, children, foot, onClose, onOpen }: DialogProps) {
  const [opener] = useState(() => document.activeElement);
  return (
    <Radix.Root open onOpenChange={(open) => (open ? undefined : onClose())}>
      <Radix.Portal>
        <div className={styles.veil} />
        <div className={styles.place}>
          <Radix.Content
            className={styles.dialog}
            onCloseAutoFocus={(event) => {
              /* Radix gives the focus back to triggers of its own, and these dialogs have none. */
              event.preventDefault();
              if (document.activeElement !== document.body) return;
              const next = opener?.isConnected ? opener : document.querySelector('h1');
              if (next instanceof HTMLElement) next.focus();
            }}
            onOpenAutoFocus={(event) => {
              if (onOpen === undefined) return;
              event.preventDefault();
              onOpen();
            }}
          >
            <Radix.Title asChild>
              <h2 className={styles.title}>{title}</h2>
            </Radix.Title>
            <Radix.Description asChild>
              <div className={styles.lead}>{lead}</div>
            </Radix.Description>
            {children}
            {foot === undefined ? null : <DialogFoot>{foot}</DialogFoot>}
            <Radix.Close className={styles.close} aria-label="Close">
              <X size={20} aria-hidden />
            </Radix.Close>
          </Radix.Content>
        </div>
      </Radix.Portal>
    </Radix.Root>
  );
}

/** The buttons at the end of a dialog, where a form holds them. */
export function DialogFoot({ children }: { readonly children: ReactNode }) {
  return <div className={styles.foot}>{children}</div>;
}
