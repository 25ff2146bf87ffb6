export { upload, type MessageFile } from "./api";
export { AttachButton } from "./components/AttachButton";
export { AttachmentChips } from "./components/AttachmentChips";
export { AvatarField } from "./components/AvatarField";
export { DropZone } from "./components/DropZone";
export { MessageFiles } from "./components/MessageFiles";
export { PictureButton } from "./components/PictureButton";
export {
  areReady,
  attach,
  returnAttachments,
  takeAttachments,
  useAttachments,
  type Attachment,
} from "./state";
export { filesDestination } from "./pages";
