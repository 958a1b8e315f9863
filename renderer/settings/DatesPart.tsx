import { type DateForm, dateForms, dateWriting } from '../../shared/date-form.ts';
import { useApp } from '../app/app-context.ts';
import { useSetting } from '../app/use-setting.ts';
import { type Choice, ChoiceCards } from '../ui/ChoiceCards.tsx';
import { ActionProblem } from '../ui/ProblemNotice.tsx';
import styles from './Settings.module.css';

const titles: Readonly<Record<DateForm, string>> = {
  system: 'As on this computer',
  'en-GB': 'English',
  'en-US': 'English (US)',
  'de-DE': 'German',
  'fr-FR': 'French',
  'es-ES': 'Spanish',
  numbers: 'Numbers only',
};

/** How dates are written, each way with today as its example. */
export function DatesPart() {
  const { client, snapshot, now } = useApp();
  const form = useSetting(snapshot.preferences.dates, (dates) => client.call('dates:set', { dates }));
  const today = now();
  const choices = dateForms.map(
    (one): Choice<DateForm> => ({
      value: one,
      title: titles[one],
      text: dateWriting(one, navigator.language).day(today),
    }),
  );
  return (
    <>
      <ActionProblem of={form} />
      <div className={styles.group}>
        <ChoiceCards label="How dates are written" choices={choices} value={form.value} onChoose={form.set} />
      </div>
    </>
  );
}
