import { cleanup, configure } from '@testing-library/react';
import { afterEach } from 'vitest';

/* Screens are loaded when they are first shown; on a busy machine that takes a moment. */
configure({ asyncUtilTimeout: 8000 });

/* As in renderer/index.html. */
document.documentElement.lang = 'en';

afterEach(cleanup);
