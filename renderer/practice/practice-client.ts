import type {
  PracticeBridge,
  PracticeCreated,
  PracticeDeleted,
  PracticeForm,
  PracticeRolled,
  PracticeScene,
} from '../../shared/ipc/practice-contract.ts';
import { failed, type Result } from '../../shared/result.ts';

declare global {
  interface Window {
    readonly practiceDashboard: PracticeBridge;
  }
}

/** What the practice dashboard's page asks of the main process. It always answers. */
export type PracticeClient = {
  readonly open: () => Promise<Result<PracticeScene>>;
  readonly create: (form: PracticeForm) => Promise<Result<PracticeCreated>>;
  readonly roll: (id: string) => Promise<Result<PracticeRolled>>;
  readonly delete: (id: string) => Promise<Result<PracticeDeleted>>;
  readonly copy: (as: 'token' | 'test-command') => Promise<Result<null>>;
  readonly confirm: () => Promise<Result<null>>;
  readonly close: () => Promise<Result<null>>;
};

/** Makes the client of the page over what preload-practice.ts put there. */
export function createPracticeClient({ call }: PracticeBridge): PracticeClient {
  return {
    open: () => answered(call['practice:open'](undefined)),
    create: (form) => answered(call['practice:create'](form)),
    roll: (id) => answered(call['practice:roll']({ id })),
    delete: (id) => answered(call['practice:delete']({ id })),
    copy: (as) => answered(call['practice:copy-token']({ as })),
    confirm: () => answered(call['practice:confirm'](undefined)),
    close: () => answered(call['practice:close'](undefined)),
  };
}

async function answered<T>(asking: Promise<Result<T>>): Promise<Result<T>> {
  try {
    return await asking;
  } catch {
    return failed({ code: 'unexpected' });
  }
}
