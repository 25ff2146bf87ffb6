import { queryOptions, useQuery } from "@tanstack/react-query";
import { api } from "@/api";
import { useUser } from "./state";

interface RoleAnswer {
  permissions: Record<string, Record<string, boolean>>;
}

/** A permission by type and name, such as `PROMPTS.CREATE`. */
export type Permission = `${string}.${string}`;

function roleQuery(role: string) {
  return queryOptions({
    queryKey: ["roles", role],
    queryFn: ({ signal }) =>
      api.get<RoleAnswer>(`api/roles/${encodeURIComponent(role)}`, { signal }),
    staleTime: 5 * 60_000,
  });
}

/**
 * Asks whether the signed-in person's role permits something, to show or hide it; the server decides
 * again. Nothing is permitted until the role is known.
 */
export function useMay(): (permission: Permission) => boolean {
  const role = useUser()?.role;
  const { data } = useQuery({ ...roleQuery(role ?? ""), enabled: role !== undefined });
  return (permission) => {
    const [type = "", name = ""] = permission.split(".");
    return data?.permissions[type]?.[name] === true;
  };
}
