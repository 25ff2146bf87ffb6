import { queryOptions } from "@tanstack/react-query";
import { api, queryClient } from "@/api";

/** A prompt of the library, with the text in use. */
export interface PromptGroup {
  _id: string;
  name: string;
  oneliner: string;
  category: string;
  /** What one types after a slash to get it. */
  command?: string;
  author: string;
  authorName: string;
  /** Id of the version in use. */
  productionId: string;
  productionPrompt: { prompt: string };
  /** How often it was used. */
  numberOfGenerations: number;
  isPublic?: boolean;
  updatedAt: string;
}

/** One version of a prompt's text. */
export interface PromptVersion {
  _id: string;
  prompt: string;
  createdAt: string;
}

/** What can be changed of a prompt besides its text. */
export interface PromptDetails {
  name: string;
  oneliner: string;
  category: string;
  command: string;
}

export const CATEGORIES = [
  "idea",
  "travel",
  "teach_or_explain",
  "write",
  "shop",
  "code",
  "misc",
  "roleplay",
  "finance",
] as const;

/** Bits of the wire contract. */
export const EDIT = 2;
export const SHARE = 8;

const path = (id: string) => `api/prompts/groups/${encodeURIComponent(id)}`;

export const promptsQuery = queryOptions({
  queryKey: ["prompts"],
  queryFn: ({ signal }) => api.get<PromptGroup[]>("api/prompts/all", { signal }),
  staleTime: 60_000,
});

export function versionsQuery(id: string) {
  return queryOptions({
    queryKey: ["prompts", id, "versions"],
    queryFn: async ({ signal }) =>
      (await api.get<PromptVersion[]>(`api/prompts?groupId=${encodeURIComponent(id)}`, { signal })) // newest first
        .toSorted((a, b) => b.createdAt.localeCompare(a.createdAt)),
  });
}

/** What the person may do with a prompt, as a sum of bits. */
export function rightsQuery(id: string) {
  return queryOptions({
    queryKey: ["prompts", id, "rights"],
    queryFn: async ({ signal }) =>
      (
        await api.get<{ permissionBits: number }>(
          `api/permissions/promptGroup/${encodeURIComponent(id)}/effective`,
          { signal },
        )
      ).permissionBits,
  });
}

async function changed<T>(work: Promise<T>): Promise<T> {
  const result = await work;
  await queryClient.invalidateQueries({ queryKey: promptsQuery.queryKey });
  return result;
}

export const createPrompt = async (details: PromptDetails, text: string): Promise<string> => {
  const made = await changed(
    api.post<{ group: PromptGroup }>("api/prompts", {
      group: details,
      prompt: { prompt: text, type: "text" },
    }),
  );
  return made.group._id;
};

export const updateDetails = (id: string, details: PromptDetails) =>
  changed(api.patch(path(id), details));

/** Adds a version and puts it in use. */
export const addVersion = (id: string, text: string) =>
  changed(
    api
      .post<{ prompt: PromptVersion }>(`${path(id)}/prompts`, {
        prompt: { prompt: text, type: "text" },
      })
      .then(({ prompt }) => api.patch(`api/prompts/${prompt._id}/tags/production`, {})),
  );

export const putInUse = (versionId: string) =>
  changed(api.patch(`api/prompts/${encodeURIComponent(versionId)}/tags/production`, {}));

export async function deletePrompt(id: string): Promise<void> {
  await api.delete(path(id));
  queryClient.setQueryData(promptsQuery.queryKey, (all) => all?.filter(({ _id }) => _id !== id));
}

/** Counts a use; that it could not be counted is nobody's concern. */
export function countUse(id: string): void {
  api
    .post<{ numberOfGenerations: number }>(`${path(id)}/use`)
    .then(({ numberOfGenerations }) =>
      queryClient.setQueryData(promptsQuery.queryKey, (all) =>
        all?.map((one) => (one._id === id ? { ...one, numberOfGenerations } : one)),
      ),
    )
    .catch(() => undefined);
}
