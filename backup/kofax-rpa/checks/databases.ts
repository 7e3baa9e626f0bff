import { suggestion } from "../../../language/diagnostics/nearest";
import type { Backup } from "../backup";
import { child, childrenOf, type Element, placeOf, textOf, walk } from "../element";
import { PROJECT, PROJECTS } from "../layout";
import type { Problem } from "../problem";

/** Clusters and databases that a project uses must exist, and every database must be of a type that the console knows. */
export function databases({ global, projects }: Backup): Problem[] {
  const clusters = childrenOf(child(global, "clusters"), "cluster");
  return [
    ...[...projects].flatMap(([folder, project]) => ofProject(PROJECTS + folder + PROJECT.source, project, clusters)),
    ...types(global),
  ];
}

function ofProject(file: string, project: Element, clusters: readonly Element[]): Problem[] {
  const cluster = child(project, "cluster");
  const own = cluster === undefined ? [] : missingCluster(file, "cluster", textOf(cluster, "name"), clusters);
  const mappings = childrenOf(project, "mapping").flatMap((mapping) => {
    const place = `mapping[${textOf(mapping, "name")}]`;
    const target = clusters.find((one) => textOf(one, "name") === textOf(mapping, "cluster"));
    if (target === undefined) return missingCluster(file, `${place}/cluster`, textOf(mapping, "cluster"), clusters);
    const names = childrenOf(child(target, "settings"), "database").map((one) => textOf(one, "name"));
    const wanted = textOf(mapping, "database");
    if (names.includes(wanted)) return [];
    const remedy = suggestion(wanted, names, "add it to clusters.yaml");
    const message = `\`${wanted}\` is no database of the cluster \`${textOf(target, "name")}\` in clusters.yaml; ${remedy}`;
    return [{ file, place: `${place}/database`, message }];
  });
  return [...own, ...mappings];
}

function missingCluster(file: string, place: string, name: string, clusters: readonly Element[]): Problem[] {
  const names = clusters.map((one) => textOf(one, "name"));
  if (names.includes(name)) return [];
  return [{ file, place, message: `\`${name}\` is no cluster of clusters.yaml; ${suggestion(name, names, "add it")}` }];
}

function types(global: Element): Problem[] {
  const names = childrenOf(child(global, "databaseTypes"), "databaseType").map((one) => textOf(one, "name"));
  const clustered = [...walk(global)]
    .filter(([one]) => one.name === "database" && child(one, "type") !== undefined)
    .map(([one, ancestors]) => ({
      file: "clusters.yaml",
      place: `${placeOf(one, ancestors)}/type`,
      type: textOf(one, "type"),
    }));
  const optional = childrenOf(child(global, "options"), "option")
    .filter((one) => /(LOGDB|DATABASE)_TYPE$/.test(textOf(one, "name")))
    .map((one) => ({ file: "options.yaml", place: textOf(one, "name"), type: textOf(one, "value") }));
  return [...clustered, ...optional]
    .filter(({ type }) => !names.includes(type))
    .map(({ file, place, type }) => ({
      file,
      place,
      message: `\`${type}\` is no type of database-types.yaml; ${suggestion(type, names, "add it")}`,
    }));
}
