import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { describeError } from "@/api";
import { Notice, Spinner, toast, Toggle } from "@/ui";
import { setPermission, userRoleQuery, type Permissions } from "../api";
import { permissionRows, type PermissionRow } from "../permissionRows";

/** What everybody who is not an administrator may do. */
export function PermissionsSection() {
  const { t } = useTranslation();
  const { data, error } = useQuery(userRoleQuery);
  return (
    <>
      <p className="text-sm text-ink-muted">{t("administration.permissions.lead")}</p>
      {error !== null && (
        <Notice tone="danger" urgent className="mt-4">
          {describeError(error).text}
        </Notice>
      )}
      {data === undefined && error === null && <Spinner />}
      {data !== undefined && (
        <div className="divide-y divide-line">
          {permissionRows.map((row) => (
            <Row key={row.type} row={row} permissions={data.permissions} />
          ))}
        </div>
      )}
    </>
  );
}

function Row({ row, permissions }: { row: PermissionRow; permissions: Permissions }) {
  const { t } = useTranslation();
  const change = (name: string, on: boolean) =>
    void setPermission(row.path, row.type, name, on).catch((error: unknown) =>
      toast(describeError(error).text, { tone: "danger" }),
    );
  return (
    <fieldset className="py-4">
      <legend className="float-left mb-2 w-full font-medium">{t(row.label)}</legend>
      <ul className="clear-both grid gap-x-6 gap-y-2 sm:grid-cols-2">
        {row.permissions.map(({ name, label }) => {
          const id = `permission-${row.type}-${name}`;
          return (
            <li key={name} className="flex min-h-8 items-center justify-between gap-3">
              <label htmlFor={id} className="text-sm text-ink-muted">
                {t(label)}
              </label>
              <Toggle
                id={id}
                checked={permissions[row.type]?.[name] === true}
                onChange={(on) => change(name, on)}
              />
            </li>
          );
        })}
      </ul>
    </fieldset>
  );
}
