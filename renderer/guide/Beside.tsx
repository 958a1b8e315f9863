import { AppWindow } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useApp } from '../app/app-context.ts';
import { Button } from '../ui/Button.tsx';

/** Makes the window narrow and keeps it on top, or takes that back. Leaving the guide takes it back, too. */
export function Beside() {
  const { client } = useApp();
  const [on, setOn] = useState(false);
  useEffect(() => () => void client.call('guide:beside', { on: false }), [client]);
  function turn(): void {
    setOn(!on);
    void client.call('guide:beside', { on: !on });
  }
  return (
    <Button icon={<AppWindow size={18} aria-hidden />} onClick={turn}>
      {on ? 'Put the window back' : 'Keep this beside my browser'}
    </Button>
  );
}
