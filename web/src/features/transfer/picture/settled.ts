/** Pause after which an element counts as drawn, and how long that is waited for, in ms. */
const CALM_MS = 250;
const LIMIT_MS = 6000;

/** Waits until fonts, pictures, formulas and colours of code have arrived in an element. */
export async function settled(element: HTMLElement): Promise<void> {
  await new Promise<void>((resolve) => {
    let calm = 0;
    const end = () => {
      observer.disconnect();
      clearTimeout(calm);
      clearTimeout(limit);
      resolve();
    };
    const observer = new MutationObserver(() => {
      clearTimeout(calm);
      calm = window.setTimeout(end, CALM_MS);
    });
    const limit = window.setTimeout(end, LIMIT_MS);
    calm = window.setTimeout(end, CALM_MS);
    observer.observe(element, {
      childList: true,
      subtree: true,
      attributes: true,
      characterData: true,
    });
  });
  await document.fonts.ready;
}
