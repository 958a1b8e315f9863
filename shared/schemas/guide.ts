import { z } from 'zod';

/** The two forms of the path: a token that the account owns, or one that the person owns. */
export const guideForm = z.enum(['account', 'user']);
