import { changed, read } from "./project";

const settings = (manifest: string) => {
  const { systems, problems } = read({ shop: manifest });
  expect(problems).toEqual([]);
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

  it("may be like one that is like a third", () => {
    const chain = LIKE.replace(
      "environments:\n",
      "  dawn: { like: night, environment: { NIGHT: null } }\nenvironments:\n",
    );
    expect(settings(chain)["dawn"]).toMatchObject({ size: { cpu: 512, memory: 1024 }, environment: {} });
  });
});
