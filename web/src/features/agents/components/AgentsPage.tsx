import { Route, Routes } from "react-router";
import { AgentEditor } from "./AgentEditor";
import { Gallery } from "./Gallery";

/** The page "Agents": the gallery, and the builder below it. */
export function AgentsPage() {
  return (
    <Routes>
      <Route index element={<Gallery />} />
      <Route path="new" element={<AgentEditor />} />
      <Route path=":agentId" element={<AgentEditor />} />
    </Routes>
  );
}
