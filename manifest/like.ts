import { suggestion } from "../language/diagnostics/nearest";
import { type Overlaid, overlay } from "../language/overlay";
import { at, type Branch, keysOf, type PlacedDiagnostic, type Tree } from "../language/yaml/tree";

/** Settings whose services are written out: a service that is `like` another has the other's settings under its own. */
export interface Likened {
  readonly tree: Branch;
  readonly diagnostics: readonly PlacedDiagnostic[];
}

/** The service that another is like, if it says so. */
function modelOf(service: Tree | undefined): Tree | undefined {
  return service?.kind === "branch" ? service.entries.get("like") : undefined;
}

/** Whether the value at this path is part of a service that is like another, where `null` removes. */
export function isLikened(settings: Branch, [section, name]: readonly PropertyKey[]): boolean {
  return section === "services" && name !== undefined && modelOf(at(settings, ["services", name])) !== undefined;
}

/** Lays settings over others; in services that are `like` another, `null` may also remove what the other one has. */
export function overlaySettings(base: Branch, over: Branch): Overlaid {
  return overlay(base, over, (trail) => isLikened(base, trail) || isLikened(over, trail));
}

/** Lays every service that is `like` another over the other one. */
export function likened(settings: Branch): Likened {
  const services = settings.entries.get("services");
  if (services?.kind !== "branch" || ![...services.entries.values()].some(modelOf)) {
    return { tree: settings, diagnostics: [] };
  }
  const diagnostics: PlacedDiagnostic[] = [];
  const entries = new Map([...services.entries].map(([name]) => [name, written(services, name, diagnostics)]));
  return {
    tree: { ...settings, entries: new Map(settings.entries).set("services", { ...services, entries }) },
    diagnostics,
  };
}

/** The services that one is laid over, the nearest first, and what is wrong with that. */
function modelsOf(services: Branch, name: string): { models: string[]; problem?: string } {
  const models: string[] = [];
  let model = modelOf(services.entries.get(name));
  while (model !== undefined) {
    const next = model.kind === "leaf" ? String(model.value) : "";
    if (services.entries.get(next)?.kind !== "branch") {
      const others = keysOf(services).filter((other) => other !== name);
      return {
        models,
        problem: `there is no service \`${next}\` to be like; ${suggestion(next, others, "write this one out")}`,
      };
    }
    if (next === name || models.includes(next)) {
      return { models, problem: `is like itself: ${[name, ...models, next].join(" → ")}; write one of them out` };
    }
    models.push(next);
    model = modelOf(services.entries.get(next));
  }
  return { models };
}

function withoutLike(service: Branch): Branch {
  return { ...service, entries: new Map([...service.entries].filter(([key]) => key !== "like")) };
}

function written(services: Branch, name: string, diagnostics: PlacedDiagnostic[]): Tree {
  const service = services.entries.get(name)!;
  const model = modelOf(service);
  if (model === undefined || service.kind !== "branch") return service;
  const { models, problem } = modelsOf(services, name);
  if (problem !== undefined) {
    diagnostics.push({ ...model.place, path: model.path, message: problem });
    return withoutLike(service);
  }
  const layers = [...models].reverse().map((other) => withoutLike(services.entries.get(other) as Branch));
  const base = layers.reduce((under, over) => overlay(under, over).tree);
  const { tree, diagnostics: merging } = overlay(base, withoutLike(service));
  diagnostics.push(...merging);
  return { ...tree, place: service.place, key: service.key, path: service.path };
}
