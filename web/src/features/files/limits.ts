import { t } from "@/i18n";
import type { FileConfig } from "./api";
import type { Destination } from "./state";

const MEGABYTE = 1_048_576;
const DEFAULT_MB = 512;
const DEFAULT_FILES = 10;

/** Why a file is not even uploaded; undefined when the server may have it. The server decides again. */
export function obstacleTo(
  file: { readonly name: string; readonly size: number; readonly type?: string },
  already: number,
  destination: Destination,
  config: FileConfig,
): string | undefined {
  const all = config.endpoints ?? {};
  const custom =
    destination.endpointType === "custom" ? (all["custom"] ?? all["agents"]) : undefined;
  const limits = { ...all["default"], ...(all[destination.endpoint] ?? custom) };
  if (limits.disabled === true) return t("files.disabled", { endpoint: destination.endpoint });
  const most = limits.fileLimit ?? DEFAULT_FILES;
  if (already >= most) return t("files.tooMany", { count: most });
  const size = Math.min(
    limits.fileSizeLimit ?? DEFAULT_MB,
    config.serverFileSizeLimit ?? DEFAULT_MB,
  );
  if (file.size > size * MEGABYTE) return t("files.tooLarge", { size });
  if (file.size === 0) return t("files.empty");
  if (!isSupported(file.type ?? "", limits.supportedMimeTypes)) {
    return t("files.unsupported", { type: file.type, endpoint: destination.endpoint });
  }
  return undefined;
}

/** Types that browsers name reliably; what others are, the server finds out from their content. */
const SURE = /^(image|audio|video)\/|^application\/pdf$/;

function isSupported(type: string, patterns: readonly string[] | undefined): boolean {
  if (patterns === undefined || !SURE.test(type)) return true;
  return patterns.some((pattern) => {
    try {
      return new RegExp(pattern).test(type);
    } catch {
      // A pattern of another dialect: the server decides.
      return true;
    }
  });
}

/** A size for people: "12 KB", "3.4 MB". */
export function sizeText(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  const kilobytes = bytes / 1024;
  if (kilobytes < 1000) return `${Math.max(1, Math.round(kilobytes))} KB`;
  const megabytes = bytes / MEGABYTE;
  return `${megabytes.toFixed(megabytes < 10 ? 1 : 0)} MB`;
}
