import { Route, Routes } from "react-router";
import { PromptEditor } from "./PromptEditor";
import { PromptGallery } from "./PromptGallery";

/** The page "Prompts": the library, and one prompt below it. */
export function PromptsPage() {
  return (
    <Routes>
      <Route index element={<PromptGallery />} />
      <Route path="new" element={<PromptEditor />} />
      <Route path=":promptId" element={<PromptEditor />} />
    </Routes>
  );
}
