export { signOut } from "./api";
export { LoginPage } from "./components/LoginPage";
export { RegisterPage } from "./components/RegisterPage";
export { useSession, useStartupConfig, useUser } from "./state";
export { useMay, type Permission } from "./permissions";
