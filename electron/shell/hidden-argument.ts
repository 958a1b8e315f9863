/** What a start at login is told, so that it opens no window. macOS tells by other means. */
export const hiddenArgument = '--hidden';
