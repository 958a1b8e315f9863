import { type FuseV1Config, FuseV1Options, FuseVersion, flipFuses } from '@electron/fuses';

/**
 * Every fuse of Electron's, decided. A fuse that is not named here stops the packing (`strictlyRequireAllFuses`), and one
 * that Electron has newly added does not even compile once `@electron/fuses` knows it.
 * Source: electronjs.org/docs/latest/tutorial/fuses.
 */
export const fuses = {
  version: FuseVersion.V1,
  strictlyRequireAllFuses: true,
  /* The app can't be turned into a plain Node by a variable. */
  [FuseV1Options.RunAsNode]: false,
  /* There are no cookies; on, Chromium would ask for the keychain, and there is no way back. */
  [FuseV1Options.EnableCookieEncryption]: false,
  [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
  [FuseV1Options.EnableNodeCliInspectArguments]: false,
  /* The archive is checked before it is read (macOS and Windows), and nothing is loaded beside it. */
  [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: true,
  [FuseV1Options.OnlyLoadAppFromAsar]: true,
  [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  /* Pages come from app://, so file:// needs no rights. */
  [FuseV1Options.GrantFileProtocolExtraPrivileges]: false,
  /* As Electron has it: WebAssembly is checked by the processor's own traps. */
  [FuseV1Options.WasmTrapHandlers]: true,
} satisfies FuseV1Config;

/** Sets the fuses in Electron's executable. Throws where one is missing in the executable, or here. */
export async function setFuses(executable: string, resign: boolean): Promise<void> {
  await flipFuses(executable, { ...fuses, resetAdHocDarwinSignature: resign });
}
