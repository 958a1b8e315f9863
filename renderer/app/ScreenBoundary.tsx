import { Component, type ReactNode } from 'react';
import { Button } from '../ui/Button.tsx';
import { ScreenHeading } from '../ui/ScreenHeading.tsx';
import styles from './ScreenBoundary.module.css';

type ScreenBoundaryProps = { readonly children: ReactNode; readonly onLeave: () => void };

/** Keeps a broken screen from taking the window down: the slips are still there, and so is the way to them. */
export class ScreenBoundary extends Component<ScreenBoundaryProps, { readonly broken: boolean }> {
  override state = { broken: false };

  static getDerivedStateFromError() {
    return { broken: true };
  }

  override render() {
    if (!this.state.broken) return this.props.children;
    const leave = () => {
      this.setState({ broken: false });
      this.props.onLeave();
    };
    return (
      <main className={styles.page}>
        <ScreenHeading
          title="This screen could not be shown"
          lead="It is our fault, not yours. Nothing changed on your website."
        />
        <Button tone="primary" onClick={leave}>
          Go to my slips
        </Button>
      </main>
    );
  }
}
