/// <reference types="vite/client" />
import { cleanup, configure, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import axe from 'axe-core';
import '../../renderer/tokens.css';
import '../../renderer/base.css';
import '../../build/own-letters.css';
import './gallery.css';
import { openProblems, problemScenes } from '../component/problem-scenes.tsx';
import { openQuestions, questionScenes } from '../component/question-scenes.tsx';
import { openApp } from '../component/render-app.tsx';
import { scenes } from '../component/scenes.ts';
import { axeLines } from './axe-lines.ts';

/* The page of the pictures: the app's own window in a real browser, brought to one of its scenes. */
configure({ asyncUtilTimeout: 30_000 });

declare global {
  interface Window {
    /** The names of all scenes. */
    readonly sceneNames: readonly string[];
    /** The names of those that are printed. */
    readonly paperNames: readonly string[];
    /** Brings the page to a scene, whatever it showed before. */
    readonly playScene: (name: string) => Promise<void>;
    /** What axe finds in the page as it is laid out now, one line each. */
    readonly findings: (rules: 'all' | 'contrast') => Promise<readonly string[]>;
  }
}

/* What counts seconds stands still, so that a scene looks the same however long it takes. */
const { setInterval: repeat } = window;
Object.assign(window, {
  setInterval: (work: () => void, ms = 0) => (ms < 1000 ? repeat(work, ms) : 0),
  /* What is to be printed stays to be looked at. */
  print: () => undefined,
});

async function playScene(name: string): Promise<void> {
  cleanup();
  document.getElementById('root')?.remove();
  window.scrollTo(0, 0);
  const [questions, problems] = [questionScenes[name], problemScenes[name]];
  if (questions !== undefined || problems !== undefined) {
    if (questions !== undefined) openQuestions(questions);
    else if (problems !== undefined) openProblems(problems);
    await screen.findByRole('main');
    return;
  }
  const scene = scenes[name];
  if (scene === undefined) throw new Error(`There is no scene "${name}".`);
  document.body.append(Object.assign(document.createElement('div'), { id: 'root' }));
  /* A dialog lets presses through only after a frame; which state comes of them is what counts here. */
  const user = userEvent.setup({ pointerEventsCheck: 0 });
  const app = await openApp(scene.start, scene.prepare, user);
  await scene.play?.(app);
  await screen.findAllByRole('heading', { level: 1, hidden: true });
}

/* Chromium lets the keyboard into whatever scrolls and holds nothing to press. */
const all = { rules: { 'scrollable-region-focusable': { enabled: false } } };

async function findings(rules: 'all' | 'contrast'): Promise<readonly string[]> {
  const { violations } = await axe.run(
    document,
    rules === 'all' ? all : { runOnly: { type: 'rule', values: ['color-contrast'] } },
  );
  return axeLines(violations);
}

Object.assign(window, {
  sceneNames: [...Object.keys(scenes), ...Object.keys(questionScenes), ...Object.keys(problemScenes)],
  paperNames: Object.keys(scenes).filter((name) => scenes[name]?.onPaper),
  playScene,
  findings,
});
