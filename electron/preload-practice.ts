import { contextBridge, ipcRenderer } from 'electron';
import type { PracticeBridge, PracticeCommandName } from '../shared/ipc/practice-contract.ts';

/* The names of the practice dashboard's contract, and no others, filled in by the build. */
declare const __COMMAND_CHANNELS__: readonly PracticeCommandName[];

const call = Object.fromEntries(
  __COMMAND_CHANNELS__.map((name) => [name, (argument: unknown) => ipcRenderer.invoke(name, argument)]),
);

contextBridge.exposeInMainWorld('practiceDashboard', { call } as unknown as PracticeBridge);
