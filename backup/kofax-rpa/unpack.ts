import type { Files } from "./archive";
import { childrenOf, type Element } from "./element";
import { folderOf, GLOBAL, isDocument, isProject, OTHERS, PROJECT, PROJECTS, SECTIONS, VERSION } from "./layout";
import { type Problem, Refused, refuse } from "./problem";
import { dangling } from "./references";
import { secretsIn } from "./secrets";
import { type Source, toSource } from "./source-form";
import { protectedSource } from "./values";
import { readXml, writeXml } from "./xml";
import { writeYaml } from "./yaml";

/** Sources made from an archive, and what was left out of them. */
export interface Unpacked {
  readonly sources: Files;
  /** The places whose password, key or hash was dropped. */
  readonly dropped: readonly Problem[];
}

/** Turns the files of a console's backup into sources; throws `Refused` with everything that cannot be turned. */
export function unpack(archive: Files): Unpacked {
  const problems: Problem[] = [];
  const dropped: Problem[] = [];
  const sources = new Map<string, Buffer>();
  const roles = new Set<string>();
  for (const file of [VERSION.archive, GLOBAL.archive].filter((one) => !archive.has(one))) {
    problems.push({ file, message: "is not in the archive's root; is this a backup of a Management Console?" });
  }
  const write = (file: string, source: Source) => sources.set(file, Buffer.from(writeYaml(protectedSource(source))));
  for (const [path, content] of archive) {
    const target = path.includes("/") ? PROJECTS + path : OTHERS + path;
    if (path === VERSION.archive) continue;
    const root = isDocument(path) ? readable(path, content, problems) : undefined;
    const found = root === undefined ? [] : secretsIn(root);
    for (const { place, remove } of found) {
      remove();
      dropped.push({ file: path, place, message: "dropped a password, key or hash" });
    }
    if (root === undefined) {
      sources.set(target, content);
    } else if (path === GLOBAL.archive) {
      for (const [file, source] of globalSources(root)) write(file, source);
    } else if (isProject(path, PROJECT.archive)) {
      for (const one of childrenOf(root, "groupToRoleMapping")) roles.add(roleOf(one));
      write(PROJECTS + folderOf(path) + PROJECT.source, toSource(root));
    } else {
      sources.set(target, found.length === 0 ? content : Buffer.from(writeXml(root)));
    }
    if (isProject(path, PROJECT.source)) problems.push({ file: path, message: "has the name of a source; refused" });
  }
  refuse(problems);
  write(VERSION.source, consoleSource(archive.get(VERSION.archive)!.toString("utf8"), [...roles].sort()));
  return { sources, dropped };
}

function readable(path: string, content: Buffer, problems: Problem[]): Element | undefined {
  try {
    const root = readXml(path, content.toString("utf8"));
    const isOwn = path === GLOBAL.archive || isProject(path, PROJECT.archive);
    const loose = isOwn ? dangling(root) : [];
    const name = path === GLOBAL.archive ? GLOBAL.root : PROJECT.root;
    if (isOwn && root.name !== name)
      problems.push({ file: path, message: `begins with <${root.name}>, not <${name}>; refused` });
    problems.push(
      ...loose.map(({ reference }) => ({
        file: path,
        place: `reference="${reference}"`,
        message: "points to no id; take the backup again",
      })),
    );
    return loose.length === 0 ? root : undefined;
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    problems.push(...error.problems);
    return undefined;
  }
}

function roleOf(mapping: Element): string {
  return mapping.children.find(({ name }) => name === "roleName")?.text ?? "";
}

function globalSources(root: Element): [string, Source][] {
  const source = toSource(root);
  const entries = source instanceof Map ? [...source] : [];
  const apart = entries.filter(([name, value]) => SECTIONS.has(name) && value instanceof Map);
  const rest = entries.map(([name, value]): [string, Source] =>
    apart.some(([one]) => one === name) ? [name, new Map([["$file", SECTIONS.get(name)!]])] : [name, value],
  );
  return [
    [GLOBAL.source, new Map(rest)],
    ...apart.map(([name, value]): [string, Source] => [SECTIONS.get(name)!, value]),
  ];
}

function consoleSource(text: string, roles: string[]): Source {
  const [, version, build, id] = /^(\S+) (.+)\n([0-9a-f]{40})$/.exec(text) ?? [];
  const facts: [string, Source][] =
    id === undefined
      ? [["text", text]]
      : [
          ["version", version!],
          ["build", build!],
          ["id", id],
        ];
  return new Map([...facts, ["roles", roles]]);
}
