import type { GuideScreen } from './guide-step.ts';

/** What a finding is about, and so on which screen of the guide it is mended. */
export type MendTopic = 'place' | 'right' | 'end-date';

/** The screen of each form on which a topic is answered. */
export function screenFor(topic: MendTopic, form: 'account' | 'user'): GuideScreen {
  switch (topic) {
    case 'place':
      return form === 'account' ? 'scope' : 'resources';
    case 'right':
      return 'permissions';
    case 'end-date':
      return 'end-date';
  }
}
