import { describe, expect, it } from 'vitest';
import { UploadJwts } from '../../../electron/broker/upload-jwts.ts';
import { sampleSession } from '../../fakes/broker-sessions.ts';

const jwt = 'e30.e30.c2lnbmF0dXJl';

describe('the stand-ins of upload credentials', () => {
  it('are the latest 20 of each pass, whatever others ask for', () => {
    const uploads = new UploadJwts();
    const [quiet, busy] = ['quiet', 'busy'].map((passId) => sampleSession({ passId }));
    const keep = (session = busy) => (session === undefined ? '' : (uploads.keep(session, jwt, 1000) ?? ''));
    const kept = keep(quiet);
    const many = Array.from({ length: 200 }, () => keep());
    expect(uploads.find(kept, 0)?.session).toBe(quiet);
    expect(many.filter((one) => uploads.find(one, 0) !== null)).toEqual(many.slice(-20));
  });
});
