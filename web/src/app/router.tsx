import { createBrowserRouter, Navigate, type RouteObject } from "react-router";
import { baseUrl } from "@/api";
import { LoginPage, RegisterPage } from "@/features/auth";
import { ErrorPage } from "./ErrorPage";
import { ForGuests, ForUsers } from "./guards";

const routes: RouteObject[] = [
  {
    ErrorBoundary: ErrorPage,
    children: [
      {
        Component: ForGuests,
        children: [
          { path: "/login", Component: LoginPage },
          { path: "/register", Component: RegisterPage },
        ],
      },
      {
        Component: ForUsers,
        children: [
          {
            lazy: async () => ({ Component: (await import("./shell/Shell")).Shell }),
            HydrateFallback: () => null,
            children: [
              {
                path: "/c/:conversationId",
                lazy: async () => ({ Component: (await import("./ChatRoute")).ChatRoute }),
              },
            ],
          },
        ],
      },
      { path: "*", element: <Navigate to="/c/new" replace /> },
    ],
  },
];

/** Mounted where `<base href>` says, so that a proxy can serve Klatch under a path. */
export const router = createBrowserRouter(routes, {
  basename: baseUrl().pathname.replace(/(.)\/$/, "$1"),
});
