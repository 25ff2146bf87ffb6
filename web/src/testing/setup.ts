import { startTranslations } from "@/i18n";

startTranslations();
