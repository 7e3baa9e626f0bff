import { parse } from "yaml";
import { UserError } from "../../commands/base/user-error";
import { command } from "../../commands/verbs/show";
import { inProject, SETTINGS, SHOP } from "../manifest/project";

/** What `drydock show` prints in a project that has the shop. */
function show(name: string, manifest = SHOP): string {
  const before = process.cwd();
  const print = jest.spyOn(process.stdout, "write").mockReturnValue(true);
  try {
    return inProject({ "drydock.yaml": SETTINGS, "deployments/shop.yaml": manifest }, (root) => {
      process.chdir(root);
      try {
        command().parse(["node", "drydock", name]);
      } finally {
        process.chdir(before);
      }
      return print.mock.calls.map(([text]) => text).join("");
    });
  } finally {
    print.mockRestore();
  }
}

describe("drydock show", () => {
  it("prints the merged settings of an environment", () => {
    const text = show("shop-prod");
    expect(text).toMatch(
      /^# shop-prod: deployments\/shop.yaml with environments.prod laid over it, and every default\n/,
    );
    const shown = parse(text) as { services: { web: { size: object } } };
    expect(shown).toMatchObject({ system: "shop", domain: "shop.org", environments: { prod: {} } });
    expect(shown.services.web.size).toEqual({ cpu: 512, memory: 2048, architecture: "x86_64" });
  });

  it("says which environments there are when the name is not one of them", () => {
    expect(() => show("shop-prd")).toThrow(
      new UserError("There is no environment shop-prd; did you mean `shop-prod`?"),
    );
    expect(() => show("shop")).toThrow(new UserError("There is no environment shop; choose shop-test or shop-prod"));
  });

  it("says what is wrong with the manifest instead of printing it", () => {
    expect(() => show("shop-prod", SHOP.replace("port: 80\n", "port: 0\n"))).toThrow(
      new UserError("deployments/shop.yaml:30:15 services.web.containers.app.port: `0` is too small; use at least 1"),
    );
  });
});
