import { LoaderCircle } from 'lucide-react';
import styles from './Spinner.module.css';

/** A turning ring; what is being done always stands beside it in words. */
export function Spinner({ size = 18 }: { readonly size?: number }) {
  return <LoaderCircle className={styles.spinner} size={size} aria-hidden />;
}
