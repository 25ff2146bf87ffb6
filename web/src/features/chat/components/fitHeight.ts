/** Gives a text area the height of its text, up to a share of the window's height; beyond that it scrolls. */
export function fitHeight(area: HTMLTextAreaElement, share: number): void {
  area.style.height = "auto";
  const most = Math.round(window.innerHeight * share);
  const wanted = area.scrollHeight;
  area.style.height = `${Math.min(wanted, most)}px`;
  area.style.overflowY = wanted > most ? "auto" : "hidden";
}
