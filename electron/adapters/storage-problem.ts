import type { StorageProblem } from '../../shared/problem.ts';

/** What a failed write comes to, in the owner's terms. */
export function storageProblem(error: unknown): StorageProblem['code'] {
  switch (errorCode(error)) {
    case 'ENOSPC':
    case 'EDQUOT':
    case 'EFBIG':
      return 'storage-full';
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return 'storage-not-allowed';
    default:
      return 'storage-failed';
  }
}

/** The code of an error of the system, such as ENOENT; null where it has none. */
export function errorCode(error: unknown): string | null {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null;
}
