import { useApp } from '../app/app-context.ts';
import { ProblemNotice } from '../ui/ProblemNotice.tsx';
import { ReadyPage } from './ReadyPage.tsx';
import { SlipPage } from './SlipPage.tsx';

/** One slip: right after it was made, or at any time later. */
export function SlipScreen({ id, fresh }: { readonly id: string; readonly fresh: boolean }) {
  const { snapshot, show } = useApp();
  const slip = snapshot.slips.find((one) => one.id === id);
  if (slip === undefined) {
    const home = () => show({ name: 'home' });
    return (
      <main>
        <ProblemNotice problem={{ code: 'slip-unknown' }} steps={{ retry: home, dismiss: home }} />
      </main>
    );
  }
  return fresh ? <ReadyPage slip={slip} /> : <SlipPage slip={slip} />;
}
