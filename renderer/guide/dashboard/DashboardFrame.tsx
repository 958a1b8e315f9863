import type { ReactNode } from 'react';
import { classNames } from '../../ui/class-names.ts';
import styles from './DashboardFrame.module.css';
import { SideMenu, type SideMenuProps } from './SideMenu.tsx';

type DashboardFrameProps = {
  /** The address as the browser shows it, without its protocol. */
  readonly address: string;
  /** Says that this is drawn. */
  readonly caption?: string;
  /** The menu on the left; pages without an account have none. */
  readonly menu?: SideMenuProps;
  /** What stands at the top right of the page. */
  readonly corner?: ReactNode;
  readonly children: ReactNode;
};

/** A small browser window with a page of the dashboard in it, in our own hand. */
export function DashboardFrame({
  address,
  caption = 'Drawing of Cloudflare’s page',
  menu,
  corner,
  children,
}: DashboardFrameProps) {
  return (
    <div className={styles.frame}>
      <div className={styles.chrome}>
        <span className={styles.lights} aria-hidden>
          <i />
          <i />
          <i />
        </span>
        <span className={styles.address} translate="no">
          {address}
        </span>
        <span className={styles.caption}>{caption}</span>
      </div>
      <div className={styles.drawing}>
        <div className={classNames(styles.body, menu !== undefined && styles.withMenu)}>
          {menu === undefined ? null : <SideMenu {...menu} />}
          <div className={styles.page}>
            {corner === undefined ? null : <div className={styles.corner}>{corner}</div>}
            {children}
          </div>
        </div>
      </div>
    </div>
  );
}
