import { PageTitle } from '../guide/dashboard/PageTitle.tsx';
import type { PageProps } from './Dashboard.tsx';
import { ProfileFrame } from './ProfileFrame.tsx';

/** The first page of the profile: who is logged in. */
export function ProfilePreferences({ scene, show }: PageProps) {
  return (
    <ProfileFrame show={show} path="" current="Preferences">
      <PageTitle title="Preferences" text={scene.email} />
    </ProfileFrame>
  );
}
