import { createRoot } from 'react-dom/client';
import { GuideWalk } from '../../renderer/guide/GuideWalk.tsx';
import { PrintableGuide } from '../../renderer/guide/PrintableGuide.tsx';
import '../../renderer/base.css';
import '../../renderer/tokens.css';
import '../own-letters.css';
import { readScene } from './scene.ts';

/* The page that the pictures are taken of: one step, or all of them on paper, as the address says. */
const scene = readScene(new URLSearchParams(location.search));
const root = document.getElementById('root');
if (root !== null) {
  createRoot(root).render(
    scene.step === 'print' ? (
      <PrintableGuide plan={scene.plan} />
    ) : (
      <GuideWalk plan={scene.plan} stepNumber={scene.step} narrow={scene.narrow} onStep={() => undefined} />
    ),
  );
}
