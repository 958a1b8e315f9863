/** How long to wait for what takes moments, in milliseconds: a limit is there for what hangs, not for what is slow. */
export const patience = 60_000;
