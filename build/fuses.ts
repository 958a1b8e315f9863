import {
  FuseState,
  type FuseV1Config,
  FuseV1Options,
  FuseVersion,
  flipFuses,
  getCurrentFuseWire,
} from '@electron/fuses';

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

/**
 * Sets the fuses in Electron's executable, and reads them back. Throws where one is missing in the executable, or here, and
 * where one is not as it was set.
 */
export async function setFuses(executable: string, resign: boolean): Promise<void> {
  await flipFuses(executable, { ...fuses, resetAdHocDarwinSignature: resign });
  const wire = await getCurrentFuseWire(executable);
  const wrong = Object.entries(FuseV1Options).filter(
    ([, fuse]) =>
      typeof fuse === 'number' && wire[fuse] !== (fuses[fuse] ? FuseState.ENABLE : FuseState.DISABLE),
  );
  if (wrong.length > 0)
    throw new Error(`The fuses are not as set: ${wrong.map(([name]) => name).join(', ')}`);
}
