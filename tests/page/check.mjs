// Looks at pages in a browser, as people meet them: node check.mjs FOLDER
//
// Every *.html in the folder, on a desk and on a telephone, light and dark, must have no violation that axe knows,
// ask for nothing but itself, never be wider than the screen and weigh little. Screenshots and PDFs are left
// beside the pages for somebody to look at. Nothing here knows what the pages say.

import { readFileSync, readdirSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const HEAVIEST = 500_000;
const SCREENS = { desk: { width: 1280, height: 900 }, telephone: { width: 390, height: 844 } };
// WCAG 2.1, 1.4.10: nothing scrolls in two directions on a screen as narrow as this.
const NARROWEST = { width: 320, height: 640 };
const BROWSER = {
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
  ],
};
const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const faults = [];

function fault(where, what) {
  faults.push(`${where}: ${what}`);
}

/** A page in a browser of its own, with all that it asked for. */
async function open(browser, file, options) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const url = pathToFileURL(file).href;
  const heard = [];
  page.on("request", (request) => {
    if (request.url() !== url && !request.url().startsWith("data:")) heard.push(`asks for ${request.url()}`);
  });
  page.on("console", (message) => heard.push(`the console says ${message.text()}`));
  page.on("pageerror", (error) => heard.push(`fails with ${error.message}`));
  await page.goto(url);
  return { page, heard, close: () => context.close() };
}

/** Without scripts, and with the page's own policy in force: what people see. */
async function look(browser, file, name, options) {
  const { page, heard, close } = await open(browser, file, { ...options, javaScriptEnabled: false });
  await page.screenshot({ path: file.replace(/html$/, `${name}.png`), fullPage: true });
  if (name === "desk-light") {
    await page.pdf({ path: file.replace(/html$/, "pdf"), format: "A4", preferCSSPageSize: true });
  }
  heard.forEach((what) => fault(`${file} ${name}`, what));
  await close();
}

/** With axe let in past the page's own policy. */
async function examine(browser, file, name, options) {
  const { page, close } = await open(browser, file, { ...options, bypassCSP: true });
  await page.evaluate(AXE);
  const { violations } = await page.evaluate(() => window.axe.run());
  for (const { id, help, nodes } of violations) {
    fault(`${file} ${name}`, `axe ${id}: ${help}: ${nodes.map((node) => node.target.join(" ")).join(", ")}`);
  }
  await checkWidth(page, `${file} ${name}`);
  await page.setViewportSize(NARROWEST);
  await checkWidth(page, `${file} ${name}, ${NARROWEST.width} wide`);
  await close();
}

async function checkWidth(page, where) {
  const [wide, screen] = await page.evaluate(() => [
    document.documentElement.scrollWidth,
    document.documentElement.clientWidth,
  ]);
  if (wide > screen) fault(where, `${wide} pixels wide on a screen of ${screen}`);
}

async function check(browser, file) {
  const { size } = statSync(file);
  if (size >= HEAVIEST) fault(file, `weighs ${size} bytes`);
  for (const [screen, viewport] of Object.entries(SCREENS)) {
    for (const colorScheme of ["light", "dark"]) {
      const name = `${screen}-${colorScheme}`;
      await look(browser, file, name, { viewport, colorScheme });
      await examine(browser, file, name, { viewport, colorScheme });
    }
  }
}

const folder = resolve(process.argv[2]);
const files = readdirSync(folder).filter((name) => name.endsWith(".html"));
if (files.length === 0) fault(folder, "holds no page");
const browser = await chromium.launch(BROWSER);
for (const file of files) await check(browser, join(folder, file));
await browser.close();
faults.forEach((what) => console.error(what));
console.log(`${files.length} pages on ${Object.keys(SCREENS).length} screens, light and dark: ${faults.length} faults`);
process.exitCode = faults.length === 0 ? 0 : 1;
