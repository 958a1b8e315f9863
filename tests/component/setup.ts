import { cleanup, configure } from '@testing-library/react';
import { afterEach } from 'vitest';

/* Screens are loaded when they are first shown; on a busy machine that takes a moment. */
configure({ asyncUtilTimeout: 15_000 });

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
