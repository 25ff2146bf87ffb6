import { lazy, Suspense } from "react";
import { BrowserRouter, Navigate, Route, Routes } from "react-router";
import { baseUrl } from "@/api";
import {
  loadForgotPage,
  loadResetPage,
  loadVerifyPage,
  LoginPage,
  RegisterPage,
} from "@/features/auth";
import { SharePage } from "@/features/share";
import { destinations } from "./destinations";
import { ErrorBoundary } from "./ErrorBoundary";
import { ForGuests, ForUsers } from "./guards";
import { Splash } from "./Splash";

const loadShell = () => import("./shell/Shell");
const loadChat = () => import("./ChatRoute");
const Shell = lazy(async () => ({ default: (await loadShell()).Shell }));
const ChatRoute = lazy(async () => ({ default: (await loadChat()).ChatRoute }));

const ForgotPage = lazy(loadForgotPage);
const ResetPage = lazy(loadResetPage);
const VerifyPage = lazy(loadVerifyPage);

/** Where `<base href>` mounts us, so that a proxy can serve Klatch under a path. */
const basename = baseUrl().pathname.replace(/(.)\/$/, "$1");

/**
 * Begins to load the signed-in pages while the server is still being asked who is there; a visitor
 * of the sign-in pages has time for it later.
 */
export function preloadPages(): void {
  const preload = () => void Promise.all([loadShell(), loadChat()]).catch(() => undefined);
  if (/\/(login|register|forgot-password|reset-password|verify)$/.test(location.pathname))
    setTimeout(preload, 1500);
  else preload();
}

/** The addresses. The plain router: data routers weigh twice as much and our data lives in the query cache. */
export function AppRoutes() {
  return (
    <BrowserRouter basename={basename}>
      <ErrorBoundary>
        <Suspense fallback={<Splash />}>
          <Routes>
            <Route element={<ForGuests />}>
              <Route path="/login" element={<LoginPage />} />
              <Route path="/register" element={<RegisterPage />} />
              <Route path="/forgot-password" element={<ForgotPage />} />
            </Route>
            {/* Links in mails, which count whoever is signed in. */}
            <Route path="/reset-password" element={<ResetPage />} />
            <Route path="/verify" element={<VerifyPage />} />
            <Route path="/share/:shareId" element={<SharePage />} />
            <Route element={<ForUsers />}>
              <Route element={<Shell />}>
                <Route path="/c/:conversationId" element={<ChatRoute />} />
                {destinations.map(({ path, Page }) => (
                  <Route key={path} path={`${path}/*`} element={<Page />} />
                ))}
              </Route>
            </Route>
            <Route path="*" element={<Navigate to="/c/new" replace />} />
          </Routes>
        </Suspense>
      </ErrorBoundary>
    </BrowserRouter>
  );
}
