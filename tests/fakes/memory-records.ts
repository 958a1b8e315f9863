import type { ChangeRecords } from '../../electron/broker/ports.ts';
import type { ChangeRecord } from '../../shared/approvals/record.ts';
import { failed, ok } from '../../shared/result.ts';
import { changeRecord } from '../../shared/schemas/changes.ts';

/** Records of changes as the texts that a disk would hold. */
export class MemoryRecords implements ChangeRecords {
  /** Every state that a record had, the oldest first. */
  readonly written: string[] = [];
  /** Whether the disk is full. */
  full = false;

  readonly save: ChangeRecords['save'] = async (record) => {
    if (this.full) return failed({ code: 'storage-full' });
    this.written.push(JSON.stringify(changeRecord.parse(record)));
    return ok(null);
  };

  readonly list: ChangeRecords['list'] = async (slip) => {
    const all = new Map<string, ChangeRecord>();
    for (const text of this.written) {
      const record = changeRecord.parse(JSON.parse(text));
      all.set(record.id, record);
    }
    return [...all.values()].reverse().filter((record) => slip === null || record.slip === slip);
  };
}
