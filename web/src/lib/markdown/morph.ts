/**
 * Brings the children of one element into the state of another's with the fewest changes, so that a selection, a
 * scrolled table or a focused button survives while the end of the text grows.
 */
function sameKind(a: Node, b: Node): boolean {
  return a.nodeType === b.nodeType && a.nodeName === b.nodeName;
}

function syncAttributes(from: Element, to: Element): void {
  for (const name of from.getAttributeNames()) {
    if (!to.hasAttribute(name)) from.removeAttribute(name);
  }
  for (const { name, value } of to.attributes) {
    if (from.getAttribute(name) !== value) from.setAttribute(name, value);
  }
}

/** A formula that is already drawn looks different from its source; equal source means nothing to do. */
function isDrawn(from: Element, to: Element): boolean {
  const same = (name: string) => from.getAttribute(name) === to.getAttribute(name);
  return from.hasAttribute("data-tex") && same("data-tex") && same("data-display");
}

function morphNode(from: Node, to: Node): void {
  if (from instanceof CharacterData && to instanceof CharacterData) {
    if (from.data === to.data) return;
    if (to.data.startsWith(from.data)) from.appendData(to.data.slice(from.data.length));
    else from.data = to.data;
    return;
  }
  if (!(from instanceof Element) || !(to instanceof Element) || isDrawn(from, to)) return;
  if (from.hasAttribute("data-tex")) {
    from.replaceWith(to);
    return;
  }
  syncAttributes(from, to);
  morphChildren(from, to);
}

export function morphChildren(from: Node, to: Node): void {
  const wanted = [...to.childNodes];
  const present = [...from.childNodes];
  wanted.forEach((node, i) => {
    const old = present[i];
    if (old === undefined) from.appendChild(node);
    else if (sameKind(old, node)) morphNode(old, node);
    else from.replaceChild(node, old);
  });
  for (const surplus of present.slice(wanted.length)) surplus.remove();
}
