/** Where things are in an archive, and where their sources are. */
export const VERSION = { archive: "version.txt", source: "console.yaml" } as const;
export const GLOBAL = { archive: "global.xml", source: "global.yaml", root: "globalConfiguration" } as const;
export const PROJECT = { archive: "project.xml", source: "project.yaml", root: "project" } as const;
/** The folder of the sources that holds the archive's folders, one for each project. */
export const PROJECTS = "projects/";
/** The folder of the sources for files at the archive's root that this program does not know. */
export const OTHERS = "other/";
/** What every environment has in common, and the folder of what is an environment's own. */
export const VALUES = "values.yaml";
export const ENVIRONMENTS = "environments/";

/** Sections of global.xml that have a file of their own. */
export const SECTIONS: ReadonlyMap<string, string> = new Map([
  ["clusters", "clusters.yaml"],
  ["options", "options.yaml"],
  ["databaseTypes", "database-types.yaml"],
  ["users", "users.yaml"],
  ["groups", "groups.yaml"],
]);

/** The folder of a path's file: empty at the root. */
export function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf("/") + 1);
}

/** Whether the path is that of a project's description: in a folder of the root. */
export function isProject(path: string, name: string): boolean {
  return path.endsWith(`/${name}`) && path.split("/").length === 2;
}

/** Whether a file must be XML; what people upload as resources may be anything. */
export function isDocument(path: string): boolean {
  return /\.(robot|type|snippet|xml)$/.test(path) && !path.includes("/Resources/");
}
