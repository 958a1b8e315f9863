import styles from './Dashboard.module.css';

/** What the page says is wrong, in red, as Cloudflare's does. */
export function FormErrors({ errors }: { readonly errors: readonly string[] }) {
  return errors.length === 0 ? null : (
    <div role="alert" className={styles.error}>
      <ul>
        {errors.map((error) => (
          <li key={error}>{error}</li>
        ))}
      </ul>
    </div>
  );
}
