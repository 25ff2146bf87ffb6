import { Outlet } from "react-router";
import { HEADER_ACTIONS_ID } from "@/ui";

/** The frame around every page of a signed-in user. */
export function Shell() {
  return (
    <div className="flex h-dvh">
      <div className="flex min-w-0 flex-1 flex-col">
        <header className="flex h-(--header-height) items-center px-3">
          <div id={HEADER_ACTIONS_ID} className="ml-auto flex items-center gap-1" />
        </header>
        <main id="content" className="flex min-h-0 flex-1 flex-col">
          <Outlet />
        </main>
      </div>
    </div>
  );
}
