/* First of all, so that the question is on its way before the rest is evaluated. */
import './first-question.ts';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import './tokens.css';
import './base.css';
import { App } from './app/App.tsx';
import { client, store } from './first-question.ts';

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');

createRoot(root).render(
  <StrictMode>
    <App client={client} store={store} />
  </StrictMode>,
);
