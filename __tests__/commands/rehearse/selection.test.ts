import { UserError } from "../../../commands/base/user-error";
import { rehearsalName, selectEnvironments } from "../../../commands/rehearse/selection";
import { changed, inProject, SETTINGS } from "../../manifest/project";

const MANIFEST = changed("environments:\n", "modules: { media: { buckets: { media: {} } } }\nenvironments:\n");

const SHARING = changed(
  "  prod:\n",
  "  prod:\n    userPools: { people: { from: test } }\n",
  changed("    disposable: true\n", "    disposable: true\n    userPools: { people: {} }\n"),
);

it("takes along, and first, whose user pool an environment uses", () => {
  const { environments } = inProject({ "drydock.yaml": SETTINGS, "deployments/shop.yaml": SHARING }, (root) =>
    selectEnvironments(root, ["shop-prod"]),
  );
  expect(environments.map(({ name }) => name)).toEqual(["test", "prod"]);
});

function select(modules: string | undefined, ...patterns: string[]) {
  return inProject({ "drydock.yaml": SETTINGS, "deployments/shop.yaml": MANIFEST }, (root) =>
    selectEnvironments(root, patterns, modules),
  );
}

describe("a rehearsal with modules", () => {
  it("has them in every environment that is rehearsed", () => {
    const buckets = (modules?: string) =>
      select(modules, "shop-prod").environments.flatMap((environment) => Object.keys(environment.buckets));
    expect(buckets()).toEqual([]);
    expect(buckets("media")).toEqual(["media"]);
    expect(buckets("all")).toEqual(["media"]);
  });

  it("keeps its results beside those without them", () => {
    expect(rehearsalName("shop-prod", undefined)).toBe("shop-prod");
    expect(rehearsalName("shop-prod", "all")).toBe("shop-prod+all");
    expect(rehearsalName("shop-prod", "media, search")).toBe("shop-prod+media+search");
  });

  it("refuses one that no system has", () => {
    expect(() => select("medai", "shop-prod")).toThrow(
      new UserError("deployments:1:1: `medai` is no module; did you mean `media`?"),
    );
  });
});
