export { signOut } from "./api";
export { loadForgotPage, loadResetPage, loadVerifyPage } from "./pages";
export { LoginPage } from "./components/LoginPage";
export { RegisterPage } from "./components/RegisterPage";
export type { Proof } from "./api";
export { useSession, useStartupConfig, useUser } from "./state";
export { useMay, type Permission } from "./permissions";
