import { cleanup, configure } from '@testing-library/react';
import * as React from 'react';
import { afterEach } from 'vitest';

/* Screens are loaded when they are first shown; on a busy machine that takes a moment. */
configure({ asyncUtilTimeout: 15_000 });

/*
 * React notes the stack of where each element was made, for messages that nobody reads here, and that is a fifth of the
 * time that the screens take. It stops noting once it has made many in a second; here it has from the start.
 */
const internals = '__CLIENT_INTERNALS_DO_NOT_USE_OR_WARN_USERS_THEY_CANNOT_UPGRADE';
Object.defineProperty((React as unknown as Record<string, object>)[internals], 'recentlyCreatedOwnerStacks', {
  get: () => Number.POSITIVE_INFINITY,
  set: () => undefined,
});

/* As in renderer/index.html. */
document.documentElement.lang = 'en';

/* jsdom draws nothing, so no width is small and no colour scheme is asked for. */
window.matchMedia ??= (media) =>
  Object.assign(new EventTarget(), {
    media,
    matches: false,
    onchange: null,
    addListener: () => undefined,
    removeListener: () => undefined,
  });

afterEach(cleanup);
