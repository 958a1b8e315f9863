import type { ReactNode } from 'react';
import { assertNever } from '../../shared/assert-never.ts';
import type { Platform } from '../../shared/credential-command.ts';
import { ScreenLabel } from '../ui/ScreenLabel.tsx';

/** What to do where there is no keychain. Only Linux comes without one; elsewhere the system has to be asked. */
export function absentSteps(os: Platform): ReactNode {
  switch (os) {
    case 'linux':
      return (
        <>
          <li>
            On Linux, a small program keeps your passwords locked. It is called a <b>Secret Service</b>. Yours
            is not there, or it is not running.
          </li>
          <li>
            Install one with your software store: <ScreenLabel>GNOME Keyring</ScreenLabel> for most desktops,
            or <ScreenLabel>KWallet</ScreenLabel> for KDE.
          </li>
          <li>Log out of the computer and in again, so that it starts.</li>
          <li>Come back here. Your answers are still there.</li>
        </>
      );
    case 'darwin':
      return (
        <>
          <li>
            Open the app <ScreenLabel>Keychain Access</ScreenLabel> and look for the keychain named{' '}
            <ScreenLabel>login</ScreenLabel>.
          </li>
          <li>If it is missing, start your Mac again and log in. It is made anew.</li>
          <li>Come back here and check again.</li>
        </>
      );
    case 'win32':
      return (
        <>
          <li>
            Open <ScreenLabel>Services</ScreenLabel> and start the one named{' '}
            <ScreenLabel>Credential Manager</ScreenLabel>.
          </li>
          <li>If you can't, ask the person who looks after this computer.</li>
          <li>Come back here and check again.</li>
        </>
      );
    default:
      return assertNever(os);
  }
}

/** What to do where the keychain is locked. */
export function lockedSteps(os: Platform): ReactNode {
  return (
    <>
      <li>Press the button below. Your computer then asks for a password.</li>
      <li>{unlockPassword(os)}</li>
      <li>If no window comes up, look behind this one. Or lock your screen, then unlock it again.</li>
    </>
  );
}

function unlockPassword(os: Platform): string {
  switch (os) {
    case 'linux':
      return 'Type the password of your keyring. Most of the time it is the one you log in with.';
    case 'darwin':
      return 'Type the password that you use to log in to your Mac.';
    case 'win32':
      return 'Type the PIN or password that you use to log in to Windows.';
    default:
      return assertNever(os);
  }
}

/** What to do where the owner closed the system's question. */
export function dismissedSteps(os: Platform): ReactNode {
  return (
    <>
      <li>Press the button below. The same window comes up again.</li>
      {os === 'darwin' ? (
        <li>
          Choose <ScreenLabel>Always Allow</ScreenLabel>. It lets only this app use its own entries.
        </li>
      ) : (
        <li>Type your password and say yes. It lets this app use its own entries.</li>
      )}
      <li>If you would rather not, go back. Then no slip is made and nothing is kept.</li>
    </>
  );
}

/** What to do where the keychain took a value and gave back another, or broke. */
export function failedSteps(os: Platform): ReactNode {
  return (
    <>
      <li>Check once more. Often it was only busy.</li>
      <li>
        {os === 'linux'
          ? 'Log out of the computer and in again. This starts the keyring anew.'
          : 'Start the computer again. This starts the keychain anew.'}
      </li>
      <li>If it still fails, do not go on. A slip is only safe if the token is locked away.</li>
    </>
  );
}
