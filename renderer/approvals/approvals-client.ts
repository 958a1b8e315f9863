import type { ApprovalAnswer, ApprovalView } from '../../shared/approvals/card.ts';
import type { ApprovalBridge } from '../../shared/ipc/approvals-contract.ts';
import { failed, type Result } from '../../shared/result.ts';

declare global {
  interface Window {
    readonly approvals: ApprovalBridge;
  }
}

/** What the page of agents' questions asks of the main process. It always answers. */
export type ApprovalsClient = {
  readonly get: () => Promise<Result<ApprovalView>>;
  readonly look: (id: string | null) => Promise<Result<null>>;
  readonly answer: (id: string, answer: ApprovalAnswer) => Promise<Result<null>>;
  readonly onChange: (listener: (view: ApprovalView) => void) => () => void;
};

/** Makes the client of the page over what preload-approvals.ts put there. */
export function createApprovalsClient({ call, on }: ApprovalBridge): ApprovalsClient {
  return {
    get: () => answered(call['approvals:get'](undefined)),
    look: (id) => answered(call['approvals:look']({ id })),
    answer: (id, answer) => answered(call['approvals:answer']({ id, answer })),
    onChange: on['approvals:changed'],
  };
}

async function answered<T>(asking: Promise<Result<T>>): Promise<Result<T>> {
  try {
    return await asking;
  } catch {
    return failed({ code: 'unexpected' });
  }
}
