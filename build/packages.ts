import type { Configuration } from 'electron-builder';

/** How the packages are made. Signing and notarising take their secrets from the environment, as electron-builder does. */
export const packages: Configuration = {
  appId: 'org.permissionslip.PermissionSlip',
  productName: 'Permission Slip',
  directories: { output: 'release', buildResources: 'build/icons' },
  files: ['dist/**', 'build/icons/*.png', 'package.json', '!**/*.map'],
  asar: true,
  npmRebuild: false,
  icon: 'build/icons/icon.png',
  mac: {
    category: 'public.app-category.utilities',
    target: ['dmg', 'zip'],
    hardenedRuntime: true,
    extendInfo: { LSUIElement: true },
  },
  win: { target: ['nsis'] },
  nsis: { oneClick: true, perMachine: false },
  linux: {
    category: 'Utility',
    target: ['AppImage', 'deb'],
    synopsis: 'One narrow, expiring permission for your AI agent',
    maintainer: 'The Permission Slip authors <permission-slip@example.org>',
  },
  electronFuses: {
    runAsNode: false,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: false,
    enableEmbeddedAsarIntegrityValidation: true,
    onlyLoadAppFromAsar: true,
    grantFileProtocolExtraPrivileges: false,
    enableCookieEncryption: false,
    loadBrowserProcessSpecificV8Snapshot: false,
  },
  publish: null,
};
