import { assertNever } from './assert-never.ts';
import { routeFileName, routeFolder, routeVariables } from './route-file.ts';
import type { Route } from './slip.ts';

/** The operating systems the app runs on, by Node's names. */
export type Platform = 'linux' | 'darwin' | 'win32';

/** The keychain service that all items of the app are filed under. */
export const keychainService = 'permission-slip';

/** Stands for the agent's own command in the line that loads the credential. */
export const commandPlace = '<command>';

/**
 * The one line that puts the credential into the environment of a single command, without printing it. It stops where
 * nothing was found. The command runs in a shell of its own, since the first one would fill in the variable before it
 * is set.
 *
 * The item's names are those of the keyring library: on Linux the attributes `service` and `username`, on macOS the
 * service and the account, on Windows the target `<username>.<service>` with the value in UTF-16.
 */
export function credentialCommand(
  route: Route,
  item: string,
  platform: Platform,
  command = commandPlace,
): string {
  return platform === 'win32' ? inPowerShell(route, item, command) : inShell(route, item, platform, command);
}

/** The file of a slip's local route, as the agent's computer names it. */
export function routeFileShown(item: string, platform: Platform): string {
  return platform === 'win32'
    ? `%USERPROFILE%\\${[...routeFolder, routeFileName(item)].join('\\')}`
    : `~/${[...routeFolder, routeFileName(item)].join('/')}`;
}

/** A command that reads an address of the API with the credential, which it keeps out of its own arguments. */
export function readingCommand(address: string, platform: Platform): string {
  return platform === 'win32'
    ? `Invoke-RestMethod -Uri "${address}" -Headers @{ Authorization = "Bearer $env:CLOUDFLARE_API_TOKEN" }`
    : `printf "header = \\"Authorization: Bearer %s\\"" "$CLOUDFLARE_API_TOKEN" | curl --silent --show-error --config - "${address}"`;
}

function inShell(route: Route, item: string, platform: 'linux' | 'darwin', command: string): string {
  if (route.kind === 'local') {
    return `sh -c 'set -a; . "$HOME/${[...routeFolder, routeFileName(item)].join('/')}" || exit 1; ${command}'`;
  }
  return `CLOUDFLARE_API_TOKEN="${shellSource(route, item, platform)}" sh -c ': "\${CLOUDFLARE_API_TOKEN:?no credential was found}"; ${command}'`;
}

type StoredRoute = Exclude<Route, { kind: 'local' }>;

function shellSource(route: StoredRoute, item: string, platform: 'linux' | 'darwin'): string {
  switch (route.kind) {
    case 'keychain':
      return platform === 'linux'
        ? `$(secret-tool lookup service ${keychainService} username ${item})`
        : `$(security find-generic-password -s ${keychainService} -a ${item} -w)`;
    case 'environment':
      return `$${route.name}`;
    case 'secrets-manager':
      return '$(<read the entry>)';
    default:
      return assertNever(route);
  }
}

const nothingFound = "throw 'no credential was found'";

function inPowerShell(route: Route, item: string, command: string): string {
  if (route.kind === 'local') return fromFileInPowerShell(item, command);
  return [
    ...powerShellSource(route, item),
    `if (-not $env:CLOUDFLARE_API_TOKEN) { ${nothingFound} }`,
    `try { ${command} } finally { Remove-Item Env:CLOUDFLARE_API_TOKEN }`,
  ].join('; ');
}

function fromFileInPowerShell(item: string, command: string): string {
  const file = `$env:USERPROFILE\\${[...routeFolder, routeFileName(item)].join('\\')}`;
  return [
    `Get-Content -LiteralPath "${file}" -ErrorAction Stop | Where-Object { $_ -match '^(\\w+)=(.*)$' } | ForEach-Object { Set-Item "Env:$($Matches[1])" $Matches[2] }`,
    `if (-not $env:CLOUDFLARE_API_TOKEN) { ${nothingFound} }`,
    `try { ${command} } finally { Remove-Item ${routeVariables.map((name) => `Env:${name}`).join(', ')} -ErrorAction SilentlyContinue }`,
  ].join('; ');
}

function powerShellSource(route: StoredRoute, item: string): readonly string[] {
  switch (route.kind) {
    case 'keychain':
      return [
        `if (-not ('PermissionSlip.Vault' -as [type])) { Add-Type -Namespace PermissionSlip -Name Vault -MemberDefinition '[DllImport("advapi32", CharSet = CharSet.Unicode)] public static extern bool CredRead(string target, int type, int flags, out IntPtr credential);' }`,
        '$item = [IntPtr]::Zero',
        `if (-not [PermissionSlip.Vault]::CredRead('${item}.${keychainService}', 1, 0, [ref]$item)) { ${nothingFound} }`,
        '$size = [Runtime.InteropServices.Marshal]::ReadInt32($item, 32)',
        '$env:CLOUDFLARE_API_TOKEN = [Runtime.InteropServices.Marshal]::PtrToStringUni([Runtime.InteropServices.Marshal]::ReadIntPtr($item, 40), $size / 2)',
      ];
    case 'environment':
      return [`$env:CLOUDFLARE_API_TOKEN = $env:${route.name}`];
    case 'secrets-manager':
      return ['$env:CLOUDFLARE_API_TOKEN = <read the entry>'];
    default:
      return assertNever(route);
  }
}
