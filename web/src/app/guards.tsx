import { Navigate, Outlet, useLocation, useSearchParams } from "react-router";
import { useSession } from "@/features/auth";
import { Splash } from "./Splash";

/** The pages behind the sign-in. Signed-out visitors come back to where they wanted to go. */
export function ForUsers() {
  const { status, left } = useSession();
  const { pathname, search } = useLocation();
  if (status === "unknown") return <Splash />;
  if (status === "signed-out") {
    const wanted =
      left || pathname === "/c/new" ? "" : `?redirect_to=${encodeURIComponent(pathname + search)}`;
    return <Navigate to={`/login${wanted}`} replace />;
  }
  return <Outlet />;
}

/** The sign-in pages; who is signed in goes on. */
export function ForGuests() {
  const { status } = useSession();
  const [query] = useSearchParams();
  if (status === "unknown") return <Splash />;
  if (status === "signed-in") return <Navigate to={safeTarget(query.get("redirect_to"))} replace />;
  return <Outlet />;
}

/** Only paths of our own; never another site. */
export function safeTarget(wanted: string | null): string {
  if (wanted === null || !/^\/(?![/\\])/.test(wanted) || wanted.startsWith("/login"))
    return "/c/new";
  return wanted;
}
