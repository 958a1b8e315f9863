import { contextBridge, ipcRenderer } from 'electron';
import type {
  ApprovalBridge,
  ApprovalCommandName,
  ApprovalEvents,
} from '../shared/ipc/approvals-contract.ts';

/* The names of the contract of agents' questions, and no others, filled in by the build. */
declare const __COMMAND_CHANNELS__: readonly ApprovalCommandName[];
declare const __EVENT_CHANNELS__: readonly (keyof ApprovalEvents)[];

const call = Object.fromEntries(
  __COMMAND_CHANNELS__.map((name) => [name, (argument: unknown) => ipcRenderer.invoke(name, argument)]),
);

const on = Object.fromEntries(
  __EVENT_CHANNELS__.map((name) => [
    name,
    (listener: (value: unknown) => void) => {
      const heard = (_event: unknown, value: unknown) => listener(value);
      ipcRenderer.on(name, heard);
      return () => ipcRenderer.removeListener(name, heard);
    },
  ]),
);

contextBridge.exposeInMainWorld('approvals', { call, on } as unknown as ApprovalBridge);
