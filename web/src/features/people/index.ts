export { ShareDialog, type ShareDialogProps } from "./components/ShareDialog";
