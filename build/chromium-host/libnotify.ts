import { spawn } from 'node:child_process';

/** What became of a notification that a person sees. */
type Heard = { readonly clicked: () => void; readonly closed: () => void };

/**
 * Shows a notification on a Linux desktop through libnotify, the library that Electron uses there. It has no buttons but
 * the click on itself, as Electron's have none. The answer takes it away again.
 */
export function showThroughLibnotify(title: string, body: string, heard: Heard): () => void {
  const args = ['--app-name=Permission Slip', '--action=default=View', '--', title, body];
  const child = spawn('notify-send', args, { stdio: ['ignore', 'pipe', 'ignore'] });
  child.stdout.setEncoding('utf8').on('data', (said: string) => {
    if (said.trim() === 'default') heard.clicked();
  });
  child.once('error', heard.closed);
  child.once('exit', heard.closed);
  /* It takes the notification with it when it is interrupted. */
  return () => void child.kill('SIGINT');
}
