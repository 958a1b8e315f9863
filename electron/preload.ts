import { contextBridge, ipcRenderer } from 'electron';
import type { Bridge, CommandName, EventName } from '../shared/ipc/contract.ts';

/* The contract's names, filled in by the build from shared/ipc/contract.ts. The schemas stay in the main process. */
declare const __COMMAND_CHANNELS__: readonly CommandName[];
declare const __EVENT_CHANNELS__: readonly EventName[];

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

contextBridge.exposeInMainWorld('permissionSlip', { call, on } as unknown as Bridge);
