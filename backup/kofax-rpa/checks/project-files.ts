import { suggestion } from "../../../language/diagnostics/nearest";
import type { Backup } from "../backup";
import { child, childrenOf, type Element, textOf, walk } from "../element";
import { PROJECT, PROJECTS } from "../layout";
import type { Problem } from "../problem";
import { elementsById } from "../references";
import { plainDocuments } from "./documents";

/** What a project names must have a file, each file must be named, and a robot's types must be in its project. */
export function projectFiles(backup: Backup): Problem[] {
  const paths = [...backup.files.keys()];
  return [...backup.projects].flatMap(([folder, project]) => {
    const file = PROJECTS + folder + PROJECT.source;
    const robots = childrenOf(project, "robot")
      .filter((one) => ["", "robot"].includes(textOf(one, "type")))
      .map((one) => expected(project, one, `${folder}Robots/`, ".robot"));
    const types = childrenOf(project, "type").map((one) => expected(project, one, `${folder}Types/`, ".type"));
    const wanted = [...robots, ...types];
    const absent = wanted
      .filter(({ places }) => !places.some((path) => paths.includes(path)))
      .map(({ place, places }) => ({
        file,
        place,
        message: `has no file ${PROJECTS}${places[0]}; add it, or take the entry out`,
      }));
    const unnamed = paths
      .filter((path) => path.startsWith(folder) && /\/(Robots\/.*\.robot|Types\/.*\.type)$/.test(path))
      .filter((path) => !wanted.some(({ places }) => places.includes(path)))
      .map((path) => ({
        file: PROJECTS + path,
        message: `is not named in ${file}; name it there, or remove the file`,
      }));
    return [...absent, ...unnamed, ...missingTypes(backup, folder, project)];
  });
}

/** The console keeps files in the folder of the project's tree; types have been seen at the root too. */
function expected(project: Element, item: Element, root: string, extension: string) {
  const name = textOf(item, "name");
  const folder = folderPath(project, child(item, "folder")?.reference);
  const places = [...new Set([`${root}${folder}${name}${extension}`, `${root}${name}${extension}`])];
  return { place: `${item.name}[${name}]`, places };
}

function folderPath(project: Element, id: string | undefined): string {
  const target = elementsById(project).get(id ?? "");
  const [element, ancestors] = [...walk(project)].find(([one]) => one === target) ?? [];
  if (element === undefined) return "";
  return [...ancestors!, element]
    .filter(({ name }) => name === "folder")
    .map((one) => `${textOf(one, "name")}/`)
    .join("");
}

function missingTypes(backup: Backup, folder: string, project: Element): Problem[] {
  const names = childrenOf(project, "type").map((one) => textOf(one, "name"));
  const robots = plainDocuments(backup).documents.filter(({ file }) => file.startsWith(`${PROJECTS}${folder}Robots/`));
  return robots.flatMap(({ file, root }) =>
    childrenOf(child(child(root, "prologue"), "referenced-types"), "type")
      .map((one) => one.attributes.get("name") ?? "")
      .filter((name) => !names.includes(name))
      .map((name) => ({
        file,
        place: `referenced-types/type[${name}]`,
        message: `\`${name}\` is no type of the project; ${suggestion(name, names, "add it to Types/ and project.yaml")}`,
      })),
  );
}
