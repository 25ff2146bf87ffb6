/** Pages that few visitors see; their code arrives when they are opened. */
export const loadForgotPage = async () => ({
  default: (await import("./components/ForgotPage")).ForgotPage,
});
export const loadResetPage = async () => ({
  default: (await import("./components/ResetPage")).ResetPage,
});
export const loadVerifyPage = async () => ({
  default: (await import("./components/VerifyPage")).VerifyPage,
});
