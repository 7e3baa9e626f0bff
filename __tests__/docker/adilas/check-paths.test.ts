import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { transformFileSync } from "@swc/core";
import { misfits } from "../../../docker/adilas/lucee/check-paths";

const PROGRAM = join(__dirname, "../../../docker/adilas/lucee/check-paths.ts");

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "check-paths-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(files: Record<string, string>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
}

/** What is found wrong with a line of `top/page.cfm` beside `top/Inc/Header.cfm`, `Com/Cart.cfc` and `Img/Logo.png`. */
function found(line: string, file = "top/page.cfm"): string[] {
  write({ "top/Inc/Header.cfm": "", "Com/Cart.cfc": "component {}", "Img/Logo.png": "", [file]: `\n${line}\n` });
  return misfits(folder).map(({ line: at, written, found: on }) => `${at}: ${written} is ${on}`);
}

describe("a name that differs from its file by case alone is found", () => {
  it.each([
    ['<cfinclude template="inc/Header.cfm">', "inc/Header.cfm is top/Inc/Header.cfm"],
    ["<CFINCLUDE TEMPLATE='../top/Inc/header.cfm'>", "../top/Inc/header.cfm is top/Inc/Header.cfm"],
    ['<cfinclude template="/top/inc/header.cfm">', "/top/inc/header.cfm is top/Inc/Header.cfm"],
    ['<cfmodule template="inc/header.cfm">', "inc/header.cfm is top/Inc/Header.cfm"],
    ['<cfscript>include "inc/header.cfm";</cfscript>', "inc/header.cfm is top/Inc/Header.cfm"],
    ['<cfset cart = createObject("component", "com.cart")>', "com.cart is Com/Cart.cfc"],
    ["<cfset cart = new com.Cart()>", "com.Cart is Com/Cart.cfc"],
    ['<cfinvoke component="Com.cart" method="add">', "Com.cart is Com/Cart.cfc"],
    ['<img src="/img/logo.png">', "/img/logo.png is Img/Logo.png"],
    ['<a href="/top/Page.cfm?id=1#top">', "/top/Page.cfm?id=1#top is top/page.cfm"],
    ['<cflocation url="Page.cfm">', "Page.cfm is top/page.cfm"],
    ['<cfset location("/top/Page.cfm")>', "/top/Page.cfm is top/page.cfm"],
  ])("in %s", (line, misfit) => {
    expect(found(line)).toEqual([`2: ${misfit}`]);
  });

  it("in what a component extends", () => {
    expect(found('component extends="com.cart" {}', "top/Order.cfc")).toEqual(["2: com.cart is Com/Cart.cfc"]);
  });

  it("in a style sheet", () => {
    expect(found("body { background: url( '../img/Logo.png' ) }", "top/a.css")).toEqual([
      "2: ../img/Logo.png is Img/Logo.png",
    ]);
  });
});

describe("a name is left alone", () => {
  it.each([
    ["that is the file's", '<cfinclude template="Inc/Header.cfm"><cfset new Com.Cart()>'],
    ["that is the file's from the top", "<cfset createObject('component', 'Com.Cart')><img src=\"/Img/Logo.png\">"],
    ["that is made at run time", '<cfinclude template="inc/#lcase(name)#.cfm">'],
    ["that leads to nothing here, as by a mapping", '<cfinclude template="/shared/header.cfm">'],
    ["that leads to another host", '<img src="https://example.org/img/logo.png"><a href="//img/logo.png">'],
    ["that is a place in the page or a mail", '<a href="#top"><a href="mailto:a@example.org"><a href="">'],
    ["in a comment", '<!--- <cfinclude template="inc/header.cfm"> ---><cfscript>/* new com.cart() */</cfscript>'],
  ])("%s", (_, line) => {
    expect(found(line)).toEqual([]);
  });
});

test("two files whose names differ by case alone are found: a checkout on Windows or macOS has one of them", () => {
  write({ "a/page.cfm": "", "a/Page.cfm": "" });
  expect(misfits(folder)).toEqual([{ file: "a/Page.cfm", line: 1, written: "a/Page.cfm", found: "a/page.cfm" }]);
});

test("the place counts the lines of comments", () => {
  expect(found('<!--- one\ntwo --->\n<cfinclude template="inc/header.cfm">')).toEqual([
    "4: inc/header.cfm is top/Inc/Header.cfm",
  ]);
});

describe("the program", () => {
  /** Node 24 runs the file as it is; the Node of these tests may be older, so its types are taken out. */
  const run = (...folders: string[]) => {
    const program = join(folder, "../", `${folder.split("/").at(-1)}-check-paths.js`);
    const { code } = transformFileSync(PROGRAM, {
      jsc: { parser: { syntax: "typescript" }, target: "es2023" },
      module: { type: "commonjs" },
    });
    writeFileSync(program, code);
    try {
      return spawnSync("node", [program, ...folders], { encoding: "utf8" });
    } finally {
      rmSync(program);
    }
  };

  it("names file, line and remedy, and fails", () => {
    write({ "inc/a.cfm": "", "page.cfm": '\n<cfinclude template="Inc/a.cfm">' });
    expect(run(folder)).toMatchObject({
      status: 1,
      stderr: 'page.cfm:2: "Inc/a.cfm" is on disk as "inc/a.cfm"; Linux tells them apart\n1 names to mend.\n',
    });
  });

  it("has nothing against our own pages", () => {
    const own = join(__dirname, "../../../docker/adilas/lucee");
    expect(run(own)).toMatchObject({ status: 0, stderr: "All names have their files' case.\n" });
  });

  it("asks for a folder", () => {
    expect(run()).toMatchObject({ status: 2 });
  });
});
