import { useEffect, useState } from 'react';
import type { PermissionList } from '../../../shared/permission-list.ts';
import { useApp } from '../../app/app-context.ts';

const builtIn: PermissionList = { source: 'built-in', gone: [], unknown: [] };

/** Cloudflare's list of permissions as it is today; null while it is on its way, when the built-in one already serves. */
export function usePermissionList(): PermissionList | null {
  const { client } = useApp();
  const [list, setList] = useState<PermissionList | null>(null);
  useEffect(() => {
    let gone = false;
    void client.call('permissions:list').then((answer) => {
      if (!gone) setList(answer.ok ? answer.value : builtIn);
    });
    return () => {
      gone = true;
    };
  }, [client]);
  return list;
}
