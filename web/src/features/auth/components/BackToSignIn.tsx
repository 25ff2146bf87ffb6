import { useTranslation } from "react-i18next";
import { Link } from "react-router";

export function BackToSignIn() {
  const { t } = useTranslation();
  return (
    <Link to="/login" className="font-semibold text-accent hover:underline">
      {t("auth.backToSignIn")}
    </Link>
  );
}
