import { changed, read } from "./project";

const settings = (manifest: string) => {
  const { systems, diagnostics } = read({ shop: manifest });
  expect(diagnostics).toEqual([]);
  return systems[0]!.environments.find(({ name }) => name === "prod")!.services;
};

const LIKE = changed(
  "environments:\n",
  "  night:\n    like: worker\n    size: { memory: 1024 }\n    environment: { STAGE: null, NIGHT: yes it is }\nenvironments:\n",
  changed(
    "  worker:\n    image: web-image\n",
    "  worker:\n    image: web-image\n    size: { cpu: 512, memory: 2048 }\n",
  ),
);

describe("a service that is like another", () => {
  it("has the other's settings with its own laid over them, and null removes", () => {
    const { night } = settings(LIKE);
    expect(night).toMatchObject({ image: "web-image", size: { cpu: 512, memory: 1024 } });
    expect(night!.environment).toEqual({ NIGHT: "yes it is" });
    expect(night).not.toHaveProperty("like");
  });

  it("follows what an environment says of the other", () => {
    const later = LIKE.replace("      web: { size: { memory: 2048 } }", "      worker: { size: { cpu: 256 } }");
    expect(settings(later)["night"]!.size).toMatchObject({ cpu: 256, memory: 1024 });
  });

  it("loses what an environment takes from it, although the other one has it", () => {
    const less = changed(
      "      web: { size: { memory: 2048 } }",
      "      night: { size: null, environment: { NIGHT: null } }",
      LIKE,
    );
    const without = changed("    size: { memory: 1024 }\n", "", less);
    expect(settings(without)).toMatchObject({
      night: { environment: {}, size: { memory: 512 } },
      worker: { size: { cpu: 512 } },
    });
  });

  it("may come with a module that takes from it what the other one has", () => {
    const module = changed(
      "environments:\n",
      "modules:\n  dark:\n    services: { dawn: { like: worker, environment: { STAGE: null } } }\nenvironments:\n",
      changed("  prod:\n", "  prod:\n    modules: { dark: true }\n"),
    );
    expect(settings(module)["dawn"]!.environment).toEqual({});
  });

  it("cannot lose what neither has", () => {
    const nothing = changed(
      "      web: { size: { memory: 2048 } }",
      "      night: { environment: { NICHT: null } }",
      LIKE,
    );
    const [problem, ...others] = read({ shop: nothing }).diagnostics;
    expect(others).toEqual([]);
    expect(problem!.message).toContain("null removes, but there is no `NICHT`");
  });

  it("may be like one that is like a third", () => {
    const chain = LIKE.replace(
      "environments:\n",
      "  dawn: { like: night, environment: { NIGHT: null } }\nenvironments:\n",
    );
    expect(settings(chain)["dawn"]).toMatchObject({ size: { cpu: 512, memory: 1024 }, environment: {} });
  });
});
