import type { Backup } from "../backup";
import type { Element } from "../element";
import { GLOBAL, isDocument, PROJECT, PROJECTS, SECTIONS } from "../layout";
import { type Problem, Refused } from "../problem";
import { readXml } from "../xml";

/** A document of a backup, named after the source a person would open. */
export interface Document {
  readonly file: string;
  readonly root: Element;
}

/** The documents written in YAML. */
export function ownDocuments({ global, projects }: Backup): Document[] {
  const described = [...projects].map(([folder, root]) => ({ file: PROJECTS + folder + PROJECT.source, root }));
  const sections = global.children.filter(({ name }) => SECTIONS.has(name));
  const rest = { ...global, children: global.children.filter((one) => !sections.includes(one)) };
  const apart = sections.map((root) => ({ file: SECTIONS.get(root.name)!, root }));
  return [{ file: GLOBAL.source, root: rest }, ...apart, ...described];
}

/** The robots, types and other files that are XML, and what is wrong with those that are not well formed. */
export function plainDocuments({ files }: Backup): { documents: Document[]; problems: Problem[] } {
  const documents: Document[] = [];
  const problems: Problem[] = [];
  for (const [path, content] of [...files].filter(([name]) => isDocument(name))) {
    try {
      documents.push({ file: PROJECTS + path, root: readXml(PROJECTS + path, content.toString("utf8")) });
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      problems.push(...error.problems);
    }
  }
  return { documents, problems };
}
