export { loadAgentsPage } from "./page";
