import { chmod, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type AfterPackContext, Arch, type Configuration, type WindowsConfiguration } from 'electron-builder';
import { setFuses } from './fuses.ts';
import { complaintsOfPacked } from './packed-app.ts';

/**
 * Where a build that updates itself looks for newer ones, and who signs them on Windows. Without both a build never looks
 * for updates: on Windows an update is only held against its signer where the signer is known.
 */
export type Release = {
  readonly owner: string;
  readonly repo: string;
  readonly publisher: string;
  /** Microsoft's signing service, which holds the certificate; null where it is in a file. */
  readonly azure: { readonly endpoint: string; readonly account: string; readonly profile: string } | null;
};

/**
 * Reads the release from the environment: PERMISSION_SLIP_UPDATES as `owner/repo`, PERMISSION_SLIP_PUBLISHER as a name, and
 * PERMISSION_SLIP_AZURE_ENDPOINT, _ACCOUNT and _PROFILE where Azure signs.
 */
export function releaseOf(env: NodeJS.ProcessEnv): Release | null {
  const [, owner, repo] = /^([\w.-]+)\/([\w.-]+)$/.exec(env.PERMISSION_SLIP_UPDATES ?? '') ?? [];
  const publisher = env.PERMISSION_SLIP_PUBLISHER ?? '';
  if (owner === undefined || repo === undefined || publisher === '') return null;
  return { owner, repo, publisher, azure: azureOf(env) };
}

function azureOf(env: NodeJS.ProcessEnv): Release['azure'] {
  const [endpoint = '', account = '', profile = ''] = ['ENDPOINT', 'ACCOUNT', 'PROFILE'].map(
    (part) => env[`PERMISSION_SLIP_AZURE_${part}`],
  );
  if (`${endpoint}${account}${profile}` === '') return null;
  if (endpoint !== '' && account !== '' && profile !== '') return { endpoint, account, profile };
  throw new Error('Azure signs by an endpoint, an account and a profile. Some of these are not set.');
}

/* electron-builder writes the publisher into what the app holds updates against, whoever signs. */
function windowsSigning({ publisher, azure }: Release): WindowsConfiguration {
  if (azure === null) return { signtoolOptions: { publisherName: publisher } };
  const { endpoint, account, profile } = azure;
  return {
    azureSignOptions: {
      publisherName: publisher,
      endpoint,
      codeSigningAccountName: account,
      certificateProfileName: profile,
    },
  };
}

/** The keyring's own packages for other systems and processors, of which a machine may have several. */
function otherKeyrings(platform: NodeJS.Platform): string {
  const kind = { win32: '-msvc', linux: '-gnu' }[String(platform)] ?? '';
  return `!**/node_modules/@napi-rs/keyring-!(${platform}-\${arch}${kind}){,/**}`;
}

/** `${…}` is filled in by electron-builder. */
function artifactName(system: string): string {
  return `Permission-Slip-\${version}-${system}-\${arch}.\${ext}`;
}

/**
 * How the packages for a system are made. Certificates and Apple's keys are taken from the environment, as electron-builder does:
 * CSC_LINK, APPLE_API_KEY, AZURE_CLIENT_ID and so on. A build that updates itself has to be signed.
 */
export function packagesOf(platform: NodeJS.Platform, release: Release | null): Configuration {
  return {
    appId: 'org.permissionslip.PermissionSlip',
    productName: 'Permission Slip',
    copyright: 'The Permission Slip authors. MIT licence.',
    /* A package for Debian has to name one; what is no release has no page. */
    extraMetadata: {
      homepage:
        release === null
          ? 'https://permission-slip.invalid'
          : `https://github.com/${release.owner}/${release.repo}`,
    },
    directories: { output: 'release', buildResources: 'build/package-files' },
    files: [
      'dist/**',
      'build/icons/icon.png',
      'build/icons/tray*.png',
      'package.json',
      '!dist/.stamp',
      '!**/*.map',
      '!**/node_modules/@napi-rs/keyring/keytar.js',
      otherKeyrings(platform),
    ],
    asar: true,
    disableAsarIntegrity: false,
    npmRebuild: false,
    /* What starts an AppImage without FUSE 2, which today's desktops lack, and with the sandbox where there can be one. */
    toolsets: { appimage: '1.0.3' },
    forceCodeSigning: release !== null,
    afterPack: finishPacked,
    mac: {
      category: 'public.app-category.utilities',
      icon: 'build/icons/app.icns',
      target: ['dmg', 'zip'].map((target) => ({ target, arch: ['arm64', 'x64'] as const })),
      artifactName: artifactName('mac'),
      minimumSystemVersion: '13.0',
      hardenedRuntime: true,
      gatekeeperAssess: false,
      entitlements: 'build/package-files/entitlements.plist',
      entitlementsInherit: 'build/package-files/entitlements.plist',
      extendInfo: {
        LSUIElement: true,
        NSUserNotificationAlertStyle: 'banner',
      },
    },
    win: {
      icon: 'build/icons/app.ico',
      target: [{ target: 'nsis', arch: ['x64', 'arm64'] }],
      verifyUpdateCodeSignature: true,
      ...(release === null ? {} : windowsSigning(release)),
    },
    nsis: {
      oneClick: true,
      perMachine: false,
      /* One installer for each processor, so that nobody fetches both. */
      buildUniversalInstaller: false,
      artifactName: artifactName('windows'),
      include: 'build/package-files/installer.nsh',
      deleteAppDataOnUninstall: false,
    },
    linux: {
      category: 'Utility',
      icon: 'build/icons/linux',
      target: ['AppImage', 'deb'].map((target) => ({ target, arch: ['x64', 'arm64'] as const })),
      artifactName: artifactName('linux'),
      executableName: 'permission-slip',
      syncDesktopName: true,
      synopsis: 'One narrow, expiring permission for your AI agent',
      maintainer: 'The Permission Slip authors',
      vendor: 'The Permission Slip authors',
      desktop: { entry: { Keywords: 'Cloudflare;token;agent;permission;', StartupNotify: 'true' } },
    },
    deb: {
      packageCategory: 'utils',
      /*
       * The keychain, what an agent reads it with, and the notifications; without an icon in the tray the window says
       * what to do.
       */
      recommends: [
        'gnome-keyring | kwalletmanager | keepassxc',
        'libsecret-tools',
        'libnotify4',
        'libayatana-appindicator3-1 | libappindicator3-1',
      ],
    },
    /* On Linux nothing renews itself, so there is nothing to tell it where from. */
    publish:
      release === null || platform === 'linux'
        ? null
        : { provider: 'github', owner: release.owner, repo: release.repo, releaseType: 'draft' },
  };
}

/** Sets the fuses once the app is put together and before it is signed, and stops where it holds what it should not. */
async function finishPacked({
  appOutDir,
  arch,
  electronPlatformName,
  packager,
}: AfterPackContext): Promise<void> {
  const name = packager.appInfo.productFilename;
  const [executable = '', resources = ''] = {
    darwin: [`${name}.app`, `${name}.app/Contents/Resources`],
    win32: [`${name}.exe`, 'resources'],
  }[electronPlatformName] ?? ['permission-slip', 'resources'];
  const file = join(appOutDir, executable);
  if (electronPlatformName === 'linux') await chmod(file, 0o755);
  if (electronPlatformName === 'darwin') await refuseHttp(join(file, 'Contents/Info.plist'));
  /* Apple's processors start no program whose signature is broken, also in a build that nobody signs. */
  await setFuses(file, electronPlatformName === 'darwin' && Arch[arch] === 'arm64');
  const complaints = complaintsOfPacked(join(appOutDir, resources), electronPlatformName, Arch[arch]);
  if (complaints.length > 0)
    throw new Error(`The packed app is not as it should be:\n${complaints.join('\n')}`);
}

/* electron-builder writes a list that allows http to anywhere. The updater needs it on this computer alone. */
async function refuseHttp(list: string): Promise<void> {
  const text = await readFile(list, 'utf8');
  const allowed = /(<key>NSAllowsArbitraryLoads<\/key>\s*)<true\/>/;
  if (!allowed.test(text)) throw new Error('Info.plist is not as electron-builder used to write it.');
  await writeFile(list, text.replace(allowed, '$1<false/>'));
}
