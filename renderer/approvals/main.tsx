import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import '../tokens.css';
import '../base.css';
import { ApprovalsApp } from './ApprovalsApp.tsx';
import { createApprovalsClient } from './approvals-client.ts';

const root = document.getElementById('root');
if (root === null) throw new Error('approvals.html has no #root');

createRoot(root).render(
  <StrictMode>
    <ApprovalsApp client={createApprovalsClient(window.approvals)} />
  </StrictMode>,
);
