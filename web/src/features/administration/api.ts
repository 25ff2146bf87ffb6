import { queryOptions } from "@tanstack/react-query";
import { api, queryClient } from "@/api";

/** A group of people, as its keepers see it. */
export interface Group {
  id: string;
  name: string;
  description?: string;
  memberCount: number;
}

export interface Member {
  userId: string;
  name: string;
  email: string;
}

/** Somebody a search found. */
export interface Person {
  id: string;
  name: string;
  email: string;
}

/** The permissions of a role by type and name. */
export type Permissions = Record<string, Record<string, boolean>>;

const GROUPS_SHOWN = 200;
const MEMBERS_SHOWN = 200;

export const groupsQuery = queryOptions({
  queryKey: ["administration", "groups"],
  queryFn: async ({ signal }) =>
    (await api.get<{ groups: Group[] }>(`api/admin/groups?limit=${GROUPS_SHOWN}`, { signal }))
      .groups,
});

export function membersQuery(groupId: string) {
  return queryOptions({
    queryKey: ["administration", "members", groupId],
    queryFn: async ({ signal }) =>
      (
        await api.get<{ members: Member[] }>(
          `api/admin/groups/${groupId}/members?limit=${MEMBERS_SHOWN}`,
          { signal },
        )
      ).members,
  });
}

export function peopleQuery(text: string) {
  return queryOptions({
    queryKey: ["administration", "people", text],
    queryFn: async ({ signal }) =>
      (
        await api.get<{ results: Person[] }>(
          `api/permissions/search-principals?types=user&q=${encodeURIComponent(text)}`,
          { signal },
        )
      ).results,
    // The server asks for two characters.
    enabled: text.length >= 2,
  });
}

export const userRoleQuery = queryOptions({
  queryKey: ["roles", "USER"],
  queryFn: ({ signal }) => api.get<{ permissions: Permissions }>("api/roles/USER", { signal }),
});

async function changeGroups(change: Promise<unknown>): Promise<void> {
  try {
    await change;
  } finally {
    await queryClient.invalidateQueries({ queryKey: ["administration", "groups"] });
  }
}

export const addGroup = (name: string) => changeGroups(api.post("api/admin/groups", { name }));

export const renameGroup = (id: string, name: string) =>
  changeGroups(api.patch(`api/admin/groups/${id}`, { name }));

export const deleteGroup = (id: string) => changeGroups(api.delete(`api/admin/groups/${id}`));

async function changeMembers(groupId: string, change: Promise<unknown>): Promise<void> {
  try {
    await changeGroups(change);
  } finally {
    await queryClient.invalidateQueries({ queryKey: membersQuery(groupId).queryKey });
  }
}

export const addMember = (groupId: string, userId: string) =>
  changeMembers(groupId, api.post(`api/admin/groups/${groupId}/members`, { userId }));

export const removeMember = (groupId: string, userId: string) =>
  changeMembers(groupId, api.delete(`api/admin/groups/${groupId}/members/${userId}`));

/** Changes one permission of everybody's role; shown at once, taken back when refused. */
export async function setPermission(
  path: string,
  type: string,
  permission: string,
  on: boolean,
): Promise<void> {
  const put = (value: boolean) =>
    queryClient.setQueryData(userRoleQuery.queryKey, (role) =>
      role === undefined
        ? role
        : {
            ...role,
            permissions: {
              ...role.permissions,
              [type]: { ...role.permissions[type], [permission]: value },
            },
          },
    );
  put(on);
  try {
    await api.put(`api/roles/USER/${path}`, { [permission]: on });
  } catch (error) {
    put(!on);
    throw error;
  }
}
