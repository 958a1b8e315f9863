import { Button } from '../ui/Button.tsx';
import { HelpButton } from '../ui/HelpButton.tsx';
import styles from './PracticeBanner.module.css';

type PracticeBannerProps = { readonly onHelp: () => void; readonly onClose: () => void };

/** Says on every page of the practice dashboard that it is not Cloudflare. */
export function PracticeBanner({ onHelp, onClose }: PracticeBannerProps) {
  return (
    <header className={styles.banner}>
      <div className={styles.words}>
        <h1 className={styles.title}>Practice. Nothing here is real.</h1>
        <p>This window plays Cloudflare’s pages. Press what you like: no website can change.</p>
      </div>
      <HelpButton onOpen={onHelp} />
      <Button small onClick={onClose}>
        Close this window
      </Button>
    </header>
  );
}
