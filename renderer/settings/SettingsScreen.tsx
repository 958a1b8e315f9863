import { Tabs } from 'radix-ui';
import { assertNever } from '../../shared/assert-never.ts';
import type { Connection } from '../../shared/snapshot.ts';
import { useApp } from '../app/app-context.ts';
import { useEscape } from '../app/use-escape.ts';
import { useMedia } from '../app/use-media.ts';
import type { View } from '../app/view.ts';
import { Button } from '../ui/Button.tsx';
import { ScreenHeading } from '../ui/ScreenHeading.tsx';
import { DataPart } from './DataPart.tsx';
import { DatesPart } from './DatesPart.tsx';
import { KeyPart } from './KeyPart.tsx';
import { LoginPart } from './LoginPart.tsx';
import { RemindersPart } from './RemindersPart.tsx';
import { ReportPart } from './ReportPart.tsx';
import styles from './Settings.module.css';
import { type SettingsPart, settingsParts } from './settings-parts.ts';
import { UpdatesPart } from './UpdatesPart.tsx';

type SettingsScreenProps = Omit<Extract<View, { name: 'settings' }>, 'name'>;

/** The settings, one part at a time. Each change counts at once. */
export function SettingsScreen({ part = 'reminders', ...rest }: SettingsScreenProps) {
  const { show } = useApp();
  const isNarrow = useMedia('(max-width: 56.25rem)');
  const home = () => show({ name: 'home' });
  useEscape(home);
  return (
    <main className={styles.page}>
      <ScreenHeading title="Settings" lead="Each change counts at once." />
      <Tabs.Root
        className={styles.parts}
        value={part}
        /* Radix hands back the value of a tab. */
        onValueChange={(shown) => show({ name: 'settings', part: shown as SettingsPart, ...rest })}
        orientation={isNarrow ? 'horizontal' : 'vertical'}
      >
        <Tabs.List className={styles.list} aria-label="Parts of the settings">
          {settingsParts.map(({ id, title }) => (
            <Tabs.Trigger key={id} value={id} className={styles.tab}>
              {title}
            </Tabs.Trigger>
          ))}
        </Tabs.List>
        {settingsParts.map(({ id, title }) => (
          <Tabs.Content key={id} value={id} className={styles.part}>
            <h2>{title}</h2>
            <Part id={id} replaced={rest.replaced ?? null} />
          </Tabs.Content>
        ))}
      </Tabs.Root>
      <div className={`${styles.foot} soft-edge`}>
        <Button tone="primary" onClick={home}>
          Back to my slips
        </Button>
      </div>
    </main>
  );
}

function Part({ id, replaced }: { readonly id: SettingsPart; readonly replaced: Connection | null }) {
  switch (id) {
    case 'reminders':
      return <RemindersPart />;
    case 'login':
      return <LoginPart />;
    case 'setup-key':
      return <KeyPart replaced={replaced} />;
    case 'data':
      return <DataPart />;
    case 'dates':
      return <DatesPart />;
    case 'updates':
      return <UpdatesPart />;
    case 'report':
      return <ReportPart />;
    default:
      return assertNever(id);
  }
}
