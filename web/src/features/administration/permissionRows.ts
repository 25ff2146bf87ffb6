import type { MessageKey } from "@/i18n";

/** One kind of permission: its type, the address that changes it, and what it consists of. */
export interface PermissionRow {
  type: string;
  path: string;
  label: MessageKey;
  permissions: readonly { name: string; label: MessageKey }[];
}

const use = { name: "USE", label: "administration.permission.use" } as const;
const create = { name: "CREATE", label: "administration.permission.create" } as const;
const share = { name: "SHARE", label: "administration.permission.share" } as const;
const everybody = { name: "SHARE_PUBLIC", label: "administration.permission.everybody" } as const;

/** What can be permitted in this client, in the order shown. */
export const permissionRows: readonly PermissionRow[] = [
  {
    type: "AGENTS",
    path: "agents",
    label: "administration.type.agents",
    permissions: [use, create, share, everybody],
  },
  {
    type: "PROMPTS",
    path: "prompts",
    label: "administration.type.prompts",
    permissions: [use, create, share, everybody],
  },
  {
    type: "SHARED_LINKS",
    path: "shared-links",
    label: "administration.type.sharedLinks",
    permissions: [create, share, everybody],
  },
  {
    type: "MEMORIES",
    path: "memories",
    label: "administration.type.memories",
    permissions: [
      use,
      { name: "READ", label: "administration.permission.read" },
      create,
      { name: "UPDATE", label: "administration.permission.update" },
      { name: "OPT_OUT", label: "administration.permission.optOut" },
    ],
  },
  {
    type: "PEOPLE_PICKER",
    path: "people-picker",
    label: "administration.type.peoplePicker",
    permissions: [
      { name: "VIEW_USERS", label: "administration.permission.viewUsers" },
      { name: "VIEW_GROUPS", label: "administration.permission.viewGroups" },
      { name: "VIEW_ROLES", label: "administration.permission.viewRoles" },
    ],
  },
];
