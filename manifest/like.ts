import { suggestion } from "./nearest";
import { overlay } from "./overlay";
import { at, type Branch, keysOf, type PlacedFinding, type Tree } from "./tree";

/** Settings whose services are written out: a service that is `like` another has the other's settings under its own. */
export interface Likened {
  readonly tree: Branch;
  readonly findings: readonly PlacedFinding[];
}

/** The service that another is like, if it says so. */
function modelOf(service: Tree | undefined): Tree | undefined {
  return service?.kind === "branch" ? service.entries.get("like") : undefined;
}

/** Whether the value at this path is part of a service that is like another, where `null` removes. */
export function isLikened(settings: Branch, [section, name]: readonly PropertyKey[]): boolean {
  return section === "services" && name !== undefined && modelOf(at(settings, ["services", name])) !== undefined;
}

/** Lays every service that is `like` another over the other one. */
export function likened(settings: Branch): Likened {
  const services = settings.entries.get("services");
  if (services?.kind !== "branch" || ![...services.entries.values()].some(modelOf)) {
    return { tree: settings, findings: [] };
  }
  const findings: PlacedFinding[] = [];
  const entries = new Map([...services.entries].map(([name]) => [name, written(services, name, [], findings)]));
  return {
    tree: { ...settings, entries: new Map(settings.entries).set("services", { ...services, entries }) },
    findings,
  };
}

function written(services: Branch, name: string, from: readonly string[], findings: PlacedFinding[]): Tree {
  const service = services.entries.get(name)!;
  const model = modelOf(service);
  if (model === undefined || service.kind !== "branch") {
    return service;
  }
  const own: Branch = { ...service, entries: new Map([...service.entries].filter(([key]) => key !== "like")) };
  const base = model.kind === "leaf" ? String(model.value) : "";
  const circle = [...from, name];
  const message = circle.includes(base)
    ? `is like itself: ${[...circle, base].join(" → ")}; write one of them out`
    : `there is no service \`${base}\` to be like; ${suggestion(
        base,
        keysOf(services).filter((other) => other !== name),
        "write this one out",
      )}`;
  if (circle.includes(base) || services.entries.get(base)?.kind !== "branch") {
    if (from.length === 0) findings.push({ ...model.place, path: model.path, message });
    return own;
  }
  const { tree, findings: merging } = overlay(written(services, base, circle, []) as Branch, own);
  findings.push(...merging);
  return { ...tree, place: service.place, key: service.key, path: service.path };
}
