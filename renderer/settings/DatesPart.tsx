import { type DateForm, dateForms, dateWriting } from '../../shared/date-form.ts';
import { useApp } from '../app/app-context.ts';
import { useAction } from '../app/use-action.ts';
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
  const set = useAction((dates: DateForm) => client.call('dates:set', { dates }));
  const today = now();
  const choices = dateForms.map(
    (form): Choice<DateForm> => ({
      value: form,
      title: titles[form],
      text: dateWriting(form, navigator.language).day(today),
    }),
  );
  return (
    <>
      <ActionProblem of={set} />
      <div className={styles.group}>
        <ChoiceCards
          label="How dates are written"
          choices={choices}
          value={snapshot.preferences.dates}
          onChoose={(dates) => void set.start(dates)}
        />
      </div>
    </>
  );
}
