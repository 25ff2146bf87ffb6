export { api, send, type RequestOptions } from "./client";
export { connectionStore, watchConnection, type Connection } from "./connection";
export { describeError } from "./describeError";
export { ApiError, isRecord, type FailureKind } from "./errors";
export {
  openEventStream,
  type EventStream,
  type EventStreamOptions,
  type StreamEnd,
  type StreamState,
} from "./eventStream";
export { queryClient } from "./queryClient";
export {
  currentToken,
  endSession,
  refreshSession,
  sessionStore,
  startSession,
  type Session,
} from "./session";
export { SseParser, type ServerEvent } from "./sse";
export * from "./types";
export { apiUrl, baseUrl, type Query } from "./url";
