import type { ComponentType } from 'react';
import type { GuideScreen } from '../../../shared/guide/guide-step.ts';
import { Callouts } from '../callouts/Callouts.tsx';
import { AccountHomeScreen } from './AccountHomeScreen.tsx';
import { ConfirmScreen } from './ConfirmScreen.tsx';
import { CreatedScreen } from './CreatedScreen.tsx';
import { EndDateScreen } from './EndDateScreen.tsx';
import { LogInScreen } from './LogInScreen.tsx';
import { PermissionsScreen } from './PermissionsScreen.tsx';
import { ProfileScreen } from './ProfileScreen.tsx';
import { ResourcesScreen } from './ResourcesScreen.tsx';
import { ReviewScreen } from './ReviewScreen.tsx';
import { RolledScreen } from './RolledScreen.tsx';
import { ScopeScreen } from './ScopeScreen.tsx';
import { SecondPolicyScreen } from './SecondPolicyScreen.tsx';
import { StartPageScreen } from './StartPageScreen.tsx';
import { SummaryScreen } from './SummaryScreen.tsx';
import type { ScreenProps } from './screen-props.ts';
import { TokenLineScreen } from './TokenLineScreen.tsx';
import { TokenListScreen } from './TokenListScreen.tsx';

const screens: Readonly<Record<GuideScreen, ComponentType<ScreenProps>>> = {
  'log-in': LogInScreen,
  'account-home': AccountHomeScreen,
  profile: ProfileScreen,
  'token-list': TokenListScreen,
  'start-page': StartPageScreen,
  scope: ScopeScreen,
  permissions: PermissionsScreen,
  'second-policy': SecondPolicyScreen,
  resources: ResourcesScreen,
  'end-date': EndDateScreen,
  review: ReviewScreen,
  summary: SummaryScreen,
  created: CreatedScreen,
  'token-line': TokenLineScreen,
  'token-menu': TokenLineScreen,
  'confirm-roll': ConfirmScreen,
  rolled: RolledScreen,
  'confirm-delete': ConfirmScreen,
};

/** The drawn screen of a step with its callouts: one picture, with the step in words for whoever can't see it. */
export function StepPicture({ plan, step }: ScreenProps) {
  const Screen = screens[step.screen];
  return (
    <div role="img" aria-label={`Picture of Cloudflare’s page. ${step.inWords}`}>
      <div aria-hidden inert>
        <Callouts presses={step.press}>
          <Screen plan={plan} step={step} />
        </Callouts>
      </div>
    </div>
  );
}
