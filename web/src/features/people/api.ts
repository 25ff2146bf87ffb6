import { api } from "@/api";

/** What can be shared. */
export type ResourceType = "agent" | "promptGroup" | "mcpServer" | "skill";

export type Level = "viewer" | "editor" | "owner";

/** Someone to share with. */
export interface Principal {
  type: "user" | "group" | "role";
  id: string;
  name: string;
  email?: string;
  accessRoleId?: string;
}

export interface Sharing {
  principals: Principal[];
  public: boolean;
  publicAccessRoleId?: string;
}

const path = (type: ResourceType, id: string) =>
  `api/permissions/${type}/${encodeURIComponent(id)}`;

export const sharingKey = (type: ResourceType, id: string) => ["sharing", type, id];

export function readSharing(type: ResourceType, id: string): Promise<Sharing> {
  return api.get<Sharing>(path(type, id));
}

/** Changes the grants: all of it or nothing. */
export function saveSharing(
  type: ResourceType,
  id: string,
  before: Sharing,
  after: Sharing,
): Promise<unknown> {
  const keyOf = (one: Principal) => `${one.type}/${one.id}`;
  const kept = new Set(after.principals.map(keyOf));
  return api.put(path(type, id), {
    updated: after.principals.map((one) => ({
      type: one.type,
      id: one.id,
      accessRoleId: one.accessRoleId,
    })),
    removed: before.principals
      .filter((one) => !kept.has(keyOf(one)))
      .map((one) => ({ type: one.type, id: one.id })),
    public: after.public,
    ...(after.public ? { publicAccessRoleId: after.publicAccessRoleId ?? `${type}_viewer` } : {}),
  });
}

/** People, groups and roles whose names contain a text of at least two characters. */
export async function searchPrincipals(q: string): Promise<Principal[]> {
  const query = { q, limit: "20" };
  return (await api.get<{ results: Principal[] }>("api/permissions/search-principals", { query }))
    .results;
}
