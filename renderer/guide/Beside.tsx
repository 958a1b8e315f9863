import { AppWindow } from 'lucide-react';
import { useEffect } from 'react';
import { useApp } from '../app/app-context.ts';
import { Button } from '../ui/Button.tsx';

/** Makes the window narrow and keeps it on top, or takes that back. Leaving the guide takes it back, too. */
export function Beside({ narrow }: { readonly narrow: boolean }) {
  const { client } = useApp();
  useEffect(() => () => void client.call('guide:beside', { on: false }), [client]);
  return (
    <Button
      icon={<AppWindow size={18} aria-hidden />}
      onClick={() => void client.call('guide:beside', { on: !narrow })}
    >
      {narrow ? 'Make it wide again' : 'Keep this beside my browser'}
    </Button>
  );
}
