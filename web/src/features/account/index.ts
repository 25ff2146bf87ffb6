export { KeyHints } from "./components/KeyHints";
export { TermsGate } from "./components/TermsGate";
export { accountSection, keysSection } from "./sections";
export { enterKey, useAsksForKey } from "./state";
