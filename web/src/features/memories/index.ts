export { memoriesSection } from "./sections";
