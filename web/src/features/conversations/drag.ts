/** Type of what a dragged row carries: the id of its conversation. */
export const DRAG_TYPE = "application/x-klatch-conversation";
