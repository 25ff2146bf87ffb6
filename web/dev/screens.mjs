// Takes pictures of every screen in both themes and sizes, against a running `vite` or `vite preview`,
// and lets axe judge each. Usage: node dev/screens.mjs <url> <folder> [name filter]
import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { chromium } from "playwright-core";

const [url, folder, filter = ""] = process.argv.slice(2);
if (url === undefined || folder === undefined) {
  console.error("usage: node dev/screens.mjs <url> <folder> [name filter]");
  process.exit(2);
}
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const phone = { width: 390, height: 844 };
const desktop = { width: 1440, height: 900 };

const signIn = async (page, email = "ada@example.com") => {
  await page.goto(`${url}login`);
  await page.getByLabel("Email").fill(email);
  await page.getByLabel("Password", { exact: true }).fill("correct horse");
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL("**/c/new");
  await page.getByRole("button", { name: /^Model:/ }).waitFor();
};
const openSheet = async (page) => {
  const show = page.getByRole("button", { name: "Show sidebar" });
  if (await show.isVisible()) await show.click();
};

const screens = {
  login: async (page) => {
    await page.goto(`${url}login`);
    await page.getByLabel("Email").waitFor();
  },
  "login-failed": async (page) => {
    await page.goto(`${url}login`);
    await page.getByLabel("Email").fill("ada@example.com");
    await page.getByLabel("Password", { exact: true }).fill("wrong horse");
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByRole("alert").waitFor();
  },
  "register-errors": async (page) => {
    await page.goto(`${url}register`);
    await page.getByLabel("Email").fill("ada");
    await page.getByRole("button", { name: "Create account" }).click();
  },
  shell: async (page) => signIn(page),
  sidebar: async (page) => {
    await signIn(page);
    await openSheet(page);
    await page
      .getByRole("link", { name: /Sourdough/ })
      .first()
      .waitFor();
    await page
      .getByRole("link", { name: /Virtual threads/ })
      .first()
      .hover();
  },
  "sidebar-empty": async (page) => {
    await signIn(page, "newcomer@example.com");
    await openSheet(page);
    await page.getByText("No conversations yet").waitFor();
  },
  "row-menu": async (page) => {
    await signIn(page);
    await openSheet(page);
    await page
      .getByRole("link", { name: /Letter to/ })
      .first()
      .hover();
    await page
      .getByRole("button", { name: /Actions for “Letter to/ })
      .first()
      .click();
    await page.getByRole("menuitem", { name: "Rename" }).waitFor();
  },
  rename: async (page) => {
    await signIn(page);
    await openSheet(page);
    await page
      .getByRole("link", { name: /Letter to/ })
      .first()
      .hover();
    await page
      .getByRole("button", { name: /Actions for “Letter to/ })
      .first()
      .click();
    await page.getByRole("menuitem", { name: "Rename" }).click();
    await page.getByLabel("New title").waitFor();
  },
  deleted: async (page) => {
    await signIn(page);
    await openSheet(page);
    await page
      .getByRole("link", { name: /Why the sky/ })
      .first()
      .hover();
    await page
      .getByRole("button", { name: /Actions for “Why the sky/ })
      .first()
      .click();
    await page.getByRole("menuitem", { name: "Delete" }).click();
    await page.getByText("Conversation deleted").waitFor();
  },
  search: async (page) => {
    await signIn(page);
    await openSheet(page);
    await page.getByLabel("Search titles").fill("sql");
    await page.waitForTimeout(600);
  },
  "search-nothing": async (page) => {
    await signIn(page);
    await openSheet(page);
    await page.getByLabel("Search titles").fill("zzz");
    await page.getByText("Nothing by that title").waitFor();
  },
  models: async (page) => {
    await signIn(page);
    await page.getByRole("button", { name: /^Model:/ }).click();
    await page.getByRole("option").first().waitFor();
  },
  "models-nothing": async (page) => {
    await signIn(page);
    await page.getByRole("button", { name: /^Model:/ }).click();
    await page.getByRole("combobox").fill("zzz");
    await page.getByText("No such model").waitFor();
  },
  "user-menu": async (page) => {
    await signIn(page);
    await openSheet(page);
    await page.getByRole("button", { name: /Account menu$/ }).click();
    await page.getByRole("menuitem", { name: "Settings" }).waitFor();
  },
  settings: async (page) => {
    await signIn(page);
    await page.keyboard.press("Control+,");
    await page.getByRole("dialog").waitFor();
  },
  shortcuts: async (page) => {
    await signIn(page);
    await page.keyboard.press("Control+/");
    await page.getByRole("dialog").waitFor();
  },
  conversation: async (page) => {
    await signIn(page);
    await openSheet(page);
    await page
      .getByRole("link", { name: /Sourdough/ })
      .first()
      .click();
    await page.waitForTimeout(1200);
  },
  offline: async (page) => {
    await signIn(page);
    await page.context().setOffline(true);
    await page.getByText("You are offline").waitFor();
  },
};

mkdirSync(folder, { recursive: true });
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"],
});
let problems = 0;
// The mock starts without any user and then sends everybody to the registration.
await fetch(`${url}api/auth/register`, {
  method: "POST",
  body: JSON.stringify({ email: "first@example.com", name: "First" }),
}).catch(() => undefined);
for (const [name, run] of Object.entries(screens)) {
  if (!name.includes(filter)) continue;
  for (const [size, viewport] of Object.entries({ desktop, phone })) {
    for (const colorScheme of ["light", "dark"]) {
      const context = await browser.newContext({
        viewport,
        colorScheme,
        reducedMotion: "reduce",
        bypassCSP: false,
        hasTouch: size === "phone",
        isMobile: size === "phone",
      });
      const page = await context.newPage();
      page.setDefaultTimeout(5000);
      const label = `${name}-${size}-${colorScheme}`;
      page.on("console", (message) => {
        if (message.type() !== "error" || /404|401/.test(message.text())) return;
        problems++;
        console.log(`${label}: ${message.text()}`);
      });
      page.on("pageerror", (error) => {
        problems++;
        console.log(`${label}: ${error.message}`);
      });
      try {
        await run(page);
        await page.waitForTimeout(250);
        await page.screenshot({ path: `${folder}/${label}.png` });
        await context.setOffline(false);
        const { violations } = await page.evaluate(`${axe}; axe.run()`);
        for (const { id, impact, nodes } of violations) {
          problems++;
          console.log(
            `${label}: axe ${impact} ${id}: ${nodes
              .map((node) => node.target.join(" "))
              .slice(0, 3)
              .join(" | ")}`,
          );
        }
      } catch (error) {
        problems++;
        console.log(`${label}: ${error.message.split("\n")[0]}`);
        await page.screenshot({ path: `${folder}/${label}-failed.png` }).catch(() => undefined);
      }
      await context.close();
    }
  }
}
await browser.close();
console.log(problems === 0 ? "no problems" : `${problems} problems`);
process.exitCode = problems === 0 ? 0 : 1;
