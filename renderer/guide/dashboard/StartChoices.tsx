import { PageTitle } from './PageTitle.tsx';
import { PressButton } from './PressButton.tsx';
import styles from './StartChoices.module.css';

type StartChoicesProps = {
  readonly title: string;
  /** The ready-made tokens, which allow more than a slip does. */
  readonly templates: readonly string[];
  readonly templateLabel: string;
  /** The choice that starts with an empty form, and the button in it. */
  readonly scratch: { readonly title: string; readonly button: string };
  readonly target?: string | undefined;
  readonly onScratch?: (() => void) | undefined;
};

/** The page between the list and the form: ready-made tokens, and the way to an empty form. */
export function StartChoices({
  title,
  templates,
  templateLabel,
  scratch,
  target,
  onScratch,
}: StartChoicesProps) {
  return (
    <>
      <PageTitle title={title} />
      <ul className={styles.list}>
        {templates.map((template) => (
          <li key={template} className={onScratch === undefined ? styles.faint : styles.choice}>
            <span>{template}</span>
            <PressButton>{templateLabel}</PressButton>
          </li>
        ))}
        <li className={styles.choice}>
          <b>{scratch.title}</b>
          <PressButton target={target} side="left" onPress={onScratch}>
            {scratch.button}
          </PressButton>
        </li>
      </ul>
    </>
  );
}
