import { useState } from 'react';
import { TextField } from '../ui/TextField.tsx';
import styles from './NarrowTo.module.css';
import { fieldText, isAbout, type StepProps } from './step-props.ts';

type NarrowToProps = StepProps & { readonly domain: string; readonly withPath: boolean };

/** Narrows the task to one address or page. Folded away, since the whole website is the ordinary answer. */
export function NarrowTo({ draft, answer, problem, domain, withPath }: NarrowToProps) {
  const { hostname, path } = draft.where;
  const hostnameText = fieldText(
    problem,
    (one) => one.code === 'hostname-elsewhere' || isAbout('hostname')(one),
  );
  const pathText = fieldText(problem, (one) => one.code === 'path-malformed' || isAbout('path')(one));
  const [open, setOpen] = useState(hostname !== '' || path !== '');
  return (
    <details
      className={styles.narrow}
      open={open || hostnameText !== null || pathText !== null}
      onToggle={(event) => setOpen(event.currentTarget.open)}
    >
      <summary>{withPath ? 'Only a part of it, or one page?' : 'Only a part of it?'}</summary>
      <p className={styles.honest}>
        The prompt for your agent names this part. Cloudflare's token itself cannot be made that small.
      </p>
      <TextField
        label="Web address"
        hint={`For example www.${domain}. Leave it empty for the whole website.`}
        value={hostname}
        maxLength={300}
        problem={hostnameText}
        onChange={(typed) => answer({ do: 'choose-where', where: { hostname: typed } })}
      />
      {withPath ? (
        <TextField
          label="Page"
          hint="For example /menu. Leave it empty for all pages."
          value={path}
          maxLength={600}
          problem={pathText}
          onChange={(typed) => answer({ do: 'choose-where', where: { path: typed } })}
        />
      ) : null}
    </details>
  );
}
