/** What is attached to the next message of each place, from choosing it to sending it. */
import { create } from "zustand";
import { queryClient, sessionStore } from "@/api";
import { t } from "@/i18n";
import { deleteFiles, fileConfigQuery, filesKey, upload, type StoredFile } from "./api";
import { obstacleTo } from "./limits";

export interface Attachment {
  readonly key: string;
  readonly source: File;
  /** For pictures, until the page is left. */
  readonly previewUrl: string | undefined;
  /** 0 to 1 while it is going up. */
  readonly progress: number;
  readonly stored: StoredFile | undefined;
  readonly problem: string | undefined;
  /** Whether another attempt could help. */
  readonly retryable: boolean;
}

/** Where the message will go: its endpoint decides the limits. */
export interface Destination {
  readonly endpoint: string;
  readonly endpointType: string | undefined;
}

interface Attachments {
  readonly byPlace: Readonly<Record<string, readonly Attachment[]>>;
}

export const useAttachmentStore = create<Attachments>(() => ({ byPlace: {} }));

const none: readonly Attachment[] = [];
const uploads = new Map<string, AbortController>();
let numbers = 0;

export function attachmentsOf(place: string): readonly Attachment[] {
  return useAttachmentStore.getState().byPlace[place] ?? none;
}

export function useAttachments(place: string): readonly Attachment[] {
  return useAttachmentStore(({ byPlace }) => byPlace[place] ?? none);
}

function put(place: string, list: readonly Attachment[]): void {
  useAttachmentStore.setState(({ byPlace }) => ({ byPlace: { ...byPlace, [place]: list } }));
}

function change(place: string, key: string, facts: Partial<Attachment>): void {
  put(
    place,
    attachmentsOf(place).map((each) => (each.key === key ? { ...each, ...facts } : each)),
  );
}

/** Attaches files and begins to upload them. */
export async function attach(
  place: string,
  files: readonly File[],
  destination: Destination,
): Promise<void> {
  if (files.length === 0) return;
  const config = await queryClient.fetchQuery(fileConfigQuery).catch(() => ({}));
  for (const source of files) {
    const count = attachmentsOf(place).length;
    const problem = obstacleTo(source, count, destination, config);
    const key = `attachment-${++numbers}`;
    const picture = source.type.startsWith("image/") && source.type !== "image/svg+xml";
    const attachment: Attachment = {
      key,
      source,
      previewUrl: picture ? URL.createObjectURL(source) : undefined,
      progress: 0,
      stored: undefined,
      problem,
      retryable: false,
    };
    put(place, [...attachmentsOf(place), attachment]);
    if (problem === undefined) void start(place, attachment, destination);
  }
}

async function start(place: string, attachment: Attachment, destination: Destination) {
  const { key, source, previewUrl } = attachment;
  const controller = new AbortController();
  uploads.set(key, controller);
  change(place, key, { problem: undefined, progress: 0 });
  try {
    const stored = await upload<StoredFile>(
      previewUrl === undefined ? "api/files" : "api/files/images",
      source,
      {
        fields: {
          endpoint: destination.endpoint,
          ...(destination.endpointType === undefined
            ? {}
            : { endpointType: destination.endpointType }),
          file_id: key,
          message_file: "true",
        },
        signal: controller.signal,
        onProgress: (progress) => change(place, key, { progress }),
      },
    );
    change(place, key, { stored, progress: 1 });
    void queryClient.invalidateQueries({ queryKey: filesKey });
  } catch (error) {
    if (controller.signal.aborted) return;
    const said = error instanceof Error && error.message !== "" ? error.message : undefined;
    change(place, key, { problem: said ?? t("files.failed"), retryable: true });
  } finally {
    uploads.delete(key);
  }
}

export function retry(place: string, key: string, destination: Destination): void {
  const attachment = attachmentsOf(place).find((each) => each.key === key);
  if (attachment !== undefined) void start(place, attachment, destination);
}

/** Takes an attachment off again; what the server has of it goes too. */
export function detach(place: string, key: string): void {
  const attachment = attachmentsOf(place).find((each) => each.key === key);
  uploads.get(key)?.abort();
  put(
    place,
    attachmentsOf(place).filter((each) => each.key !== key),
  );
  if (attachment?.previewUrl !== undefined) URL.revokeObjectURL(attachment.previewUrl);
  // What cannot be removed now is removed by the server within the hour.
  if (attachment?.stored !== undefined)
    void deleteFiles([attachment.stored]).catch(() => undefined);
}

/** Whether all that is attached has arrived at the server. */
export function areReady(list: readonly Attachment[]): boolean {
  return list.every(({ stored }) => stored !== undefined);
}

/** Takes everything off for a message that is being sent. */
export function takeAttachments(place: string): readonly Attachment[] {
  const taken = attachmentsOf(place);
  if (taken.length > 0) put(place, none);
  return taken;
}

/** Puts back what was taken for a message that could not be sent. */
export function returnAttachments(place: string, taken: readonly Attachment[]): void {
  if (taken.length > 0) put(place, [...taken, ...attachmentsOf(place)]);
}

// Whoever signs in next in this tab sees nothing of the one before.
sessionStore.subscribe((session, before) => {
  if (session.token === undefined && before.token !== undefined) {
    for (const controller of uploads.values()) controller.abort();
    useAttachmentStore.setState({ byPlace: {} });
  }
});
