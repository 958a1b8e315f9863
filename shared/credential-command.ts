import { assertNever } from './assert-never.ts';
import type { Route } from './slip.ts';

/** The operating systems the app runs on, by Node's names. */
export type Platform = 'linux' | 'darwin' | 'win32';

/** The keychain service that all items of the app are filed under. */
export const keychainService = 'permission-slip';

/**
 * The one line that puts the credential into the environment of a single command, without printing it.
 *
 * The item's names are those of the keyring library: on Linux the attributes `service` and `username`, on macOS the
 * service and the account, on Windows the target `<username>.<service>` with the value in UTF-16.
 */
export function credentialCommand(route: Route, item: string, platform: Platform): string {
  switch (route.kind) {
    case 'keychain':
      return fromKeychain(item, platform);
    case 'environment':
      return platform === 'win32'
        ? `$env:CLOUDFLARE_API_TOKEN = $env:${route.name}; try { <command> } finally { Remove-Item Env:CLOUDFLARE_API_TOKEN }`
        : `CLOUDFLARE_API_TOKEN="$${route.name}" <command>`;
    case 'secrets-manager':
      return platform === 'win32'
        ? '$env:CLOUDFLARE_API_TOKEN = <read the entry>; try { <command> } finally { Remove-Item Env:CLOUDFLARE_API_TOKEN }'
        : 'CLOUDFLARE_API_TOKEN="$(<read the entry>)" <command>';
    default:
      return assertNever(route);
  }
}

function fromKeychain(item: string, platform: Platform): string {
  switch (platform) {
    case 'linux':
      return `CLOUDFLARE_API_TOKEN="$(secret-tool lookup service ${keychainService} username ${item})" <command>`;
    case 'darwin':
      return `CLOUDFLARE_API_TOKEN="$(security find-generic-password -s ${keychainService} -a ${item} -w)" <command>`;
    case 'win32':
      return [
        `Add-Type -Namespace PermissionSlip -Name Vault -MemberDefinition '[DllImport("advapi32", CharSet = CharSet.Unicode)] public static extern bool CredRead(string target, int type, int flags, out IntPtr credential);'`,
        '$item = [IntPtr]::Zero',
        `[void][PermissionSlip.Vault]::CredRead('${item}.${keychainService}', 1, 0, [ref]$item)`,
        '$size = [Runtime.InteropServices.Marshal]::ReadInt32($item, 32)',
        '$env:CLOUDFLARE_API_TOKEN = [Runtime.InteropServices.Marshal]::PtrToStringUni([Runtime.InteropServices.Marshal]::ReadIntPtr($item, 40), $size / 2)',
        'try { <command> } finally { Remove-Item Env:CLOUDFLARE_API_TOKEN }',
      ].join('; ');
    default:
      return assertNever(platform);
  }
}
