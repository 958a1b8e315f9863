/** A part of a Linux system that a command needs. */
export type SystemPart = 'chromium' | 'dbus' | 'keyring' | 'secret-tool' | 'curl' | 'notifications';
/** The Chromium (or Chrome, or Edge) of this machine, or undefined; CHROMIUM_PATH decides when it is set. */
export declare function findChromium(): string | undefined;
export declare function findHeadlessChromium(): string | undefined;
/** Installs or names what is missing of the parts; returns whether all of them are there now. */
export declare function ensureSystemPackages(names: readonly SystemPart[]): boolean;
