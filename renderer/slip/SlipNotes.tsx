import { useEffect, useMemo, useState } from 'react';
import type { Problem } from '../../shared/problem.ts';
import { longestNotes, type Slip } from '../../shared/slip.ts';
import { useApp } from '../app/app-context.ts';
import { createLateSaver } from '../app/late-saver.ts';
import { ProblemNotice } from '../ui/ProblemNotice.tsx';
import { TextField } from '../ui/TextField.tsx';

/** The owner's own words about a slip, saved while they are typed. */
export function SlipNotes({ slip: { id, notes } }: { readonly slip: Pick<Slip, 'id' | 'notes'> }) {
  const { client } = useApp();
  const [text, setText] = useState(notes);
  const [unsaved, setUnsaved] = useState<Problem | null>(null);
  const saver = useMemo(
    () =>
      createLateSaver(async (typed: string) => {
        const saved = await client.call('slip:note', { id, notes: typed });
        setUnsaved(saved.ok ? null : saved.problem);
      }),
    [client, id],
  );
  useEffect(() => {
    window.addEventListener('pagehide', saver.flush);
    return () => {
      window.removeEventListener('pagehide', saver.flush);
      saver.flush();
    };
  }, [saver]);

  function retry(): void {
    saver.save(text);
    saver.flush();
  }

  return (
    <>
      <TextField
        label="Your notes"
        hint="Only you see them here. Your agent does not get them."
        value={text}
        lines={3}
        breaksLines
        maxLength={longestNotes}
        onChange={(typed) => {
          setText(typed);
          saver.save(typed);
        }}
      />
      {unsaved === null ? null : (
        <ProblemNotice problem={unsaved} steps={{ retry, dismiss: () => setUnsaved(null) }} />
      )}
    </>
  );
}
