import { classNames } from '../../ui/class-names.ts';
import styles from './CalloutLabel.module.css';
import { useCallout } from './callout-context.ts';
import { PressText } from './PressText.tsx';

/** Where a label stands: beside its element or below it; one of a menu reaches out of it, over the page. */
export type Side = 'right' | 'left' | 'below' | 'menu' | 'menuLeft';

type CalloutLabelProps = { readonly name: string | undefined; readonly side: Side };

/** The numbered label of a press, with its arrow. It draws nothing unless the step that is shown presses the element. */
export function CalloutLabel({ name, side }: CalloutLabelProps) {
  const callout = useCallout(name);
  if (callout === null) return null;
  return (
    <div className={classNames(styles.label, styles[side])} data-callout={name}>
      <b className={styles.number}>{callout.number}</b>
      <span>
        <PressText press={callout.press} />
      </span>
    </div>
  );
}
