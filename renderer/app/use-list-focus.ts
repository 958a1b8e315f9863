import { type FocusEvent, useLayoutEffect, useRef } from 'react';

/**
 * A card that is scrolled far away is no longer drawn, and the focus is gone with it: the list takes it, so that Tab goes on
 * from there. The list needs a tabIndex of -1.
 */
export function useListFocus(list: { readonly current: HTMLElement | null }) {
  const isInside = useRef(false);
  useLayoutEffect(() => {
    if (isInside.current && document.activeElement === document.body)
      list.current?.focus({ preventScroll: true });
  });
  return {
    onFocus: () => {
      isInside.current = true;
    },
    onBlur: ({ relatedTarget }: FocusEvent) => {
      if (relatedTarget !== null) isInside.current = list.current?.contains(relatedTarget) ?? false;
    },
  };
}
