import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import '../tokens.css';
import '../base.css';
import './practice.css';
import { PracticeApp } from './PracticeApp.tsx';
import { createPracticeClient } from './practice-client.ts';

const root = document.getElementById('root');
if (root === null) throw new Error('practice.html has no #root');

createRoot(root).render(
  <StrictMode>
    <PracticeApp client={createPracticeClient(window.practiceDashboard)} now={() => new Date()} />
  </StrictMode>,
);
