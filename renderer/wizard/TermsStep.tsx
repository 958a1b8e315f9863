import { ScreenHeading } from '../ui/ScreenHeading.tsx';
import type { StepProps } from './step-props.ts';
import { TaskField } from './TaskField.tsx';
import { UntilChoice } from './UntilChoice.tsx';

/** Question 4: the one task, and until when. */
export function TermsStep(step: StepProps) {
  return (
    <>
      <ScreenHeading
        title="What is the task, and until when?"
        lead="Say it in one sentence. It goes into the prompt, the text that you give to your agent."
      />
      <TaskField {...step} />
      <UntilChoice {...step} />
    </>
  );
}
