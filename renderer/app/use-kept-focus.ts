import { useEffect } from 'react';

const landmarks = 'h1, h2, h3, summary';

/**
 * Where what had the focus is gone, such as a notice that was put away, the heading of what stood around it takes the
 * focus: else the keyboard and a screen reader would start again at the top of the window.
 */
export function useKeptFocus(): void {
  useEffect(() => {
    let path: readonly Element[] = [];
    let frame = 0;
    let byMouse = false;
    const note = ({ target }: FocusEvent) => {
      path = target instanceof Element ? ancestorsOf(target) : [];
    };
    const press = ({ target }: PointerEvent) => {
      byMouse = true;
      /* A press elsewhere gives the focus up, unless it gives it to something else. */
      if (!(target instanceof Node && path[0]?.contains(target))) path = [];
    };
    const type = () => {
      byMouse = false;
    };
    const keep = () => {
      if (document.activeElement !== document.body || path[0]?.isConnected !== false) return;
      /* What a mouse was used on stays where it is. */
      focusNear(path, { preventScroll: byMouse });
    };
    /* Whatever takes the focus itself when it appears, such as a new screen, does so before the next frame. */
    const observer = new MutationObserver(() => {
      if (path[0]?.isConnected !== false) return;
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(keep);
    });
    document.addEventListener('focusin', note);
    document.addEventListener('pointerdown', press, true);
    document.addEventListener('keydown', type, true);
    observer.observe(document.body, { childList: true, subtree: true });
    return () => {
      document.removeEventListener('focusin', note);
      document.removeEventListener('pointerdown', press, true);
      document.removeEventListener('keydown', type, true);
      observer.disconnect();
      cancelAnimationFrame(frame);
    };
  }, []);
}

/* From the element itself outwards, up to the body and not with it. */
function ancestorsOf(element: Element): readonly Element[] {
  const path: Element[] = [];
  for (let one: Element | null = element; one !== null && one !== document.body; one = one.parentElement) {
    path.push(one);
  }
  return path;
}

function focusNear(path: readonly Element[], options: FocusOptions): void {
  const heading = path
    .filter(({ isConnected }) => isConnected)
    .map((around) => around.querySelector<HTMLElement>(landmarks))
    .find((found) => found !== null);
  if (heading === undefined) return;
  if (heading.tabIndex < 0) heading.tabIndex = -1;
  heading.focus(options);
}
