import { Grab, MessageSquareText, SquareTerminal, UserRoundPlus } from 'lucide-react';
import { useState } from 'react';
import { type AgentId, agentIds, agentName } from '../../shared/agents.ts';
import { type Choice, ChoiceCards } from '../ui/ChoiceCards.tsx';
import { ScreenHeading } from '../ui/ScreenHeading.tsx';
import { TextField } from '../ui/TextField.tsx';
import { fieldText, isAbout, type StepProps } from './step-props.ts';

const about: Record<AgentId, Pick<Choice<AgentId>, 'text' | 'icon'>> = {
  codex: { text: "OpenAI's agent", icon: <SquareTerminal size={22} aria-hidden /> },
  claude: { text: "Anthropic's agent", icon: <MessageSquareText size={22} aria-hidden /> },
  openclaw: { text: 'The open agent on your own computer', icon: <Grab size={22} aria-hidden /> },
  other: { text: 'Any agent that can run a command here', icon: <UserRoundPlus size={22} aria-hidden /> },
};

const choices: readonly Choice<AgentId>[] = agentIds.map((agent) => ({
  value: agent,
  title: agentName({ agent, name: '' }),
  ...about[agent],
}));

/** Question 1: which agent the slip is for. */
export function WhoStep({ draft, answer, problem }: StepProps) {
  const { who } = draft;
  const other = who?.agent === 'other';
  /* It is not lost on a look at another card. */
  const [typed, setTyped] = useState(who?.name ?? '');
  return (
    <>
      <ScreenHeading
        title="Who is this slip for?"
        lead="Each agent gets a slip of its own. So you can stop one without stopping the others."
      />
      <ChoiceCards
        label="Who is this slip for?"
        choices={choices}
        value={who?.agent ?? null}
        onChoose={(agent) =>
          answer({ do: 'choose-who', who: { agent, name: agent === 'other' ? typed : '' } })
        }
        problem={other ? null : fieldText(problem, isAbout('who'))}
      />
      {other ? (
        <TextField
          label="What do you call this agent?"
          value={who.name}
          maxLength={60}
          onChange={(name) => {
            setTyped(name);
            answer({ do: 'choose-who', who: { agent: 'other', name } });
          }}
          problem={
            problem !== null && isAbout('who')(problem)
              ? 'Give it a name, so that you know it again.'
              : fieldText(problem, isAbout('name'))
          }
        />
      ) : null}
    </>
  );
}
