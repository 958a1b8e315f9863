import { type FormEvent, useState } from 'react';
import { type AnswerReading, readAgentAnswer } from '../../shared/agent-answer.ts';
import { agentName } from '../../shared/agents.ts';
import { assertNever } from '../../shared/assert-never.ts';
import { type Access, type JobChoice, jobOf } from '../../shared/catalogue/jobs.ts';
import { withPermission } from '../../shared/catalogue/own-job.ts';
import { type PermissionKey, permissionGroup } from '../../shared/catalogue/permission-groups.ts';
import { permissionPhrase } from '../../shared/catalogue/permission-words.ts';
import { accessWith, nextDraft } from '../../shared/next-draft.ts';
import type { Slip } from '../../shared/slip.ts';
import { placeText } from '../../shared/slip-paper.ts';
import { useApp } from '../app/app-context.ts';
import { useAction } from '../app/use-action.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog, DialogFoot } from '../ui/Dialog.tsx';
import { Notice, type NoticeTone } from '../ui/Notice.tsx';
import { ActionProblem } from '../ui/ProblemNotice.tsx';
import { TextField } from '../ui/TextField.tsx';
import styles from './AgentAnswerDialog.module.css';

type AgentAnswerDialogProps = { readonly slip: Slip; readonly onClose: () => void };

/** Jobs that are offered at once; the first has the fewest permissions. */
const mostOffers = 2;

/** Reads what an agent reported about a refusal, and leads to a slip that covers it, or says why none should. */
export function AgentAnswerDialog({ slip, onClose }: AgentAnswerDialogProps) {
  const [typed, setTyped] = useState('');
  const [reading, setReading] = useState<AnswerReading | null>(null);
  const agent = agentName(slip.who);

  function read(event: FormEvent): void {
    event.preventDefault();
    if (typed.trim() !== '') setReading(readAgentAnswer(typed, slip));
  }

  return (
    <Dialog
      title="What did your agent say?"
      lead={`Paste the answer that ${agent} got from Cloudflare. We tell you what it means. It stays on this computer.`}
      onClose={onClose}
    >
      <form onSubmit={read}>
        <TextField
          label="The answer"
          hint="For example: 10000 Authentication error on POST /zones/…/purge_cache"
          value={typed}
          lines={4}
          maxLength={5000}
          onChange={(text) => {
            setTyped(text);
            setReading(null);
          }}
        />
        {reading === null ? null : <Meaning reading={reading} slip={slip} />}
        <DialogFoot>
          <Button onClick={onClose}>Close</Button>
          <Button type="submit" tone={reading === null ? 'primary' : 'plain'}>
            What does it mean?
          </Button>
        </DialogFoot>
      </form>
    </Dialog>
  );
}

function Meaning({ reading, slip }: { readonly reading: AnswerReading; readonly slip: Slip }) {
  const { tone, title, text } = meaningOf(reading, slip);
  return (
    <>
      <Notice tone={tone} title={title} urgent>
        {text}
      </Notice>
      {reading.kind === 'not-in-slip' ? <Offers reading={reading} slip={slip} /> : null}
    </>
  );
}

type OffersProps = { readonly reading: Extract<AnswerReading, { kind: 'not-in-slip' }>; readonly slip: Slip };

/* A new slip rather than a wider one: the old one stays as narrow as it is. */
function Offers({ reading, slip }: OffersProps) {
  const { client, snapshot, show } = useApp();
  const start = useAction(
    ({ job, access }: Offer) => client.call('draft:begin', { draft: nextDraft(slip, job, access) }),
    () => show({ name: 'wizard' }),
  );
  return (
    <div className={styles.offers}>
      {offersOf(reading, slip).map((offer, index) => (
        <Button
          key={offer.label}
          tone={index === 0 ? 'primary' : 'plain'}
          busy={start.busy}
          onClick={() => void start.start(offer)}
        >
          {offer.label}
        </Button>
      ))}
      {snapshot.draft === null ? null : (
        <p className={styles.note}>Your unfinished slip is kept. You can go on with it after this one.</p>
      )}
      <ActionProblem of={start} />
    </div>
  );
}

type Offer = { readonly label: string; readonly job: JobChoice; readonly access: Access };

function offersOf({ offers, permission }: OffersProps['reading'], { job }: Slip): readonly Offer[] {
  const jobs = offers.slice(0, mostOffers).flatMap((id): readonly Offer[] => {
    const access = accessWith(id, permission);
    return access === null ? [] : [{ label: `New slip: ${jobOf(id).title}`, job: id, access }];
  });
  if (typeof job === 'string') return jobs;
  const wider = { ...job, permissions: withPermission(job.permissions, permission, true) };
  const access = accessWith(wider, permission);
  return access === null
    ? jobs
    : [...jobs, { label: `New slip: ${job.title}, and this too`, job: wider, access }];
}

type MeaningText = { readonly tone: NoticeTone; readonly title: string; readonly text: string };

function meaningOf(reading: AnswerReading, slip: Slip): MeaningText {
  const agent = agentName(slip.who);
  switch (reading.kind) {
    case 'not-in-slip':
      return {
        tone: 'soon',
        title: 'This slip does not cover it',
        text: `${agent} wanted to ${phraseOf(reading.permission)}. Is that a part of what you want done? Then write a new slip for it. If not, leave it as it is.`,
      };
    case 'in-slip-all-the-same':
      return {
        tone: 'calm',
        title: 'The slip covers this',
        text: `Its token may ${phraseOf(reading.permission)}, for ${placeText(slip.place)}. Ask ${agent} if it tried another place, or used another token.`,
      };
    case 'stays-outside':
      return {
        tone: 'calm',
        title: 'This stays out, and that is good',
        text: `It is about ${reading.what}. No job of this app gives that to an agent. If it has to be done, do it yourself at Cloudflare.`,
      };
    case 'token-refused':
      return {
        tone: 'soon',
        title: 'Cloudflare does not take the token',
        text: `The token may have ended, or ${agent} has used another one. Copy the prompt again. It says where the right one is.`,
      };
    case 'wrong-location':
      return {
        tone: 'soon',
        title: 'The token does not work from there',
        text: `It is limited to other internet addresses than the one that ${agent} uses. Write a new slip without that limit.`,
      };
    case 'too-many-requests':
      return {
        tone: 'calm',
        title: `Cloudflare asks ${agent} to wait`,
        text: 'Nothing is wrong with the slip. It can try again in five minutes.',
      };
    case 'not-understood':
      return {
        tone: 'calm',
        title: 'We can’t read this answer',
        text: `Ask ${agent} for two things: the exact answer with its number, and the address that it called. Then paste both.`,
      };
    default:
      return assertNever(reading);
  }
}

function phraseOf(key: PermissionKey): string {
  return permissionPhrase(permissionGroup(key));
}
