/** A coloured run of characters: the kind of token, empty for plain text, and the text. */
export type HighlightedToken = readonly [kind: string, text: string];
export type HighlightedLine = readonly HighlightedToken[];

export interface HighlightRequest {
  readonly id: number;
  readonly language: string;
  readonly code: string;
}

export interface HighlightReply {
  readonly id: number;
  /** Null when the language is unknown or the code cannot be coloured. */
  readonly lines: readonly HighlightedLine[] | null;
}
