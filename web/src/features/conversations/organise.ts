/** Bookmarks and projects: their records, queries and requests. */
import { queryOptions } from "@tanstack/react-query";
import { api, queryClient, type Conversation } from "@/api";
import { patchConversation, refreshConversations } from "./cache";

export interface Bookmark {
  _id: string;
  tag: string;
  description?: string;
  count: number;
  position: number;
}

export interface Project {
  _id: string;
  name: string;
  description?: string;
  conversationCount: number;
}

export const bookmarksQuery = queryOptions({
  queryKey: ["bookmarks"],
  queryFn: ({ signal }) => api.get<Bookmark[]>("api/tags", { signal }),
});

export const projectsQuery = queryOptions({
  queryKey: ["projects"],
  queryFn: ({ signal }) =>
    api.get<{ projects: Project[] }>("api/projects", {
      query: { limit: 100, sortBy: "name", sortDirection: "asc" },
      signal,
    }),
  select: (answer) => answer.projects,
});

export function refreshBookmarks(): Promise<void> {
  return queryClient.invalidateQueries({ queryKey: bookmarksQuery.queryKey });
}

export function refreshProjects(): Promise<void> {
  return queryClient.invalidateQueries({ queryKey: projectsQuery.queryKey });
}

const tagPath = (tag: string) => `api/tags/${encodeURIComponent(tag)}`;
const projectPath = (id: string) => `api/projects/${encodeURIComponent(id)}`;

export async function createBookmark(tag: string, conversationId?: string): Promise<void> {
  await api.post("api/tags", {
    tag,
    addToConversation: conversationId !== undefined,
    conversationId,
  });
  await refreshBookmarks();
}

export async function changeBookmark(
  tag: string,
  change: { tag?: string; position?: number },
): Promise<void> {
  await api.put(tagPath(tag), change);
  await refreshBookmarks();
  if (change.tag !== undefined) await refreshConversations();
}

export async function deleteBookmark(tag: string): Promise<void> {
  await api.delete(tagPath(tag));
  await Promise.all([refreshBookmarks(), refreshConversations()]);
}

/** Sets exactly these bookmarks on a conversation. */
export async function setBookmarks(conversationId: string, tags: string[]): Promise<void> {
  const path = `api/tags/convo/${encodeURIComponent(conversationId)}`;
  const kept = await api.put<string[]>(path, { tags });
  patchConversation({ conversationId, tags: kept });
  await refreshBookmarks();
}

export async function createProject(name: string): Promise<Project> {
  const project = await api.post<Project>("api/projects", { name });
  await refreshProjects();
  return project;
}

export async function renameProject(id: string, name: string): Promise<void> {
  await api.patch(projectPath(id), { name });
  await refreshProjects();
}

/** Deletes a project; its conversations stay. */
export async function deleteProject(id: string): Promise<void> {
  await api.delete(projectPath(id));
  await Promise.all([refreshProjects(), refreshConversations()]);
}

/** Moves a conversation into a project, or out of its project with null. */
export async function moveToProject(
  conversationId: string,
  projectId: string | null,
): Promise<void> {
  const path = `api/projects/conversations/${encodeURIComponent(conversationId)}`;
  const { conversation } = await api.put<{ conversation: Conversation }>(path, { projectId });
  patchConversation({ conversationId, chatProjectId: conversation.chatProjectId ?? null });
  await Promise.all([refreshProjects(), refreshConversations()]);
}
