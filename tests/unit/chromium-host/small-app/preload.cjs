const { contextBridge, ipcRenderer } = require('electron');

const messageOf = (work) => {
  try {
    return String(work());
  } catch (error) {
    return error.message;
  }
};
contextBridge.exposeInMainWorld('small', {
  ask: (channel, value) => ipcRenderer.invoke(channel, value),
  tell: (text) => ipcRenderer.send('tell', text),
  onPush: (listener) => {
    const heard = (_event, value) => listener(value);
    ipcRenderer.on('pushed', heard);
    return () => ipcRenderer.removeListener('pushed', heard);
  },
  refused: {
    node: messageOf(() => require('node:fs')),
    member: messageOf(() => ipcRenderer.sendSync('tell')),
    twice: messageOf(() => contextBridge.exposeInMainWorld('location', {})),
  },
});
