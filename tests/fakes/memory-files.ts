import type { Files } from '../../electron/core/ports.ts';
import type { ImportProblem, StorageProblem } from '../../shared/problem.ts';
import { ok, type Result } from '../../shared/result.ts';

/** File dialogs whose owner always chooses, or closes them. */
export class MemoryFiles implements Files {
  readonly saved: { readonly name: string; readonly text: string }[] = [];
  /** What the next dialogs come to. */
  saving: Result<'saved' | 'cancelled', StorageProblem> = ok('saved');
  opening: Result<string | null, ImportProblem> = ok(null);

  readonly save = async (name: string, text: string) => {
    if (this.saving.ok && this.saving.value === 'saved') this.saved.push({ name, text });
    return this.saving;
  };

  readonly open = async () => this.opening;
}
